import type { Context, Middleware } from 'koa';
import type { ErrorBody } from '../contract/common.ts';
import { errorStatus } from '../contract/errors.ts';
import { AppError } from '../platform/app-error.ts';
import type { Log } from '../platform/logger.ts';
import type { DoorState } from './context.ts';
import { sentences } from './error-sentences.ts';

/** WeChat Pay reads its own shape of refusal. */
const WECHAT_NOTICES = '/v1/payments/wechat/';

/**
 * The last resort around everything: a refusal becomes its code's answer, anything else becomes `internal` and is logged.
 * Of an unknown error nothing but the request id leaves the house.
 */
export function answerErrors(log: Log): Middleware<DoorState> {
  return async (ctx, next) => {
    try {
      await next();
    } catch (thrown) {
      const error = thrown instanceof AppError ? thrown : unknownError(thrown, ctx, log);
      refuse(ctx as unknown as Context, error);
    }
  };
}

function unknownError(thrown: unknown, ctx: { state: DoorState }, log: Log): AppError {
  log.error({ err: thrown, requestId: ctx.state.requestId }, 'request failed unexpectedly');
  return new AppError('internal', { cause: thrown });
}

function refuse(ctx: Context, error: AppError): void {
  const { message = sentences[error.code], details, retryAfterSeconds } = error.facts;
  ctx.status = errorStatus[error.code];
  if (retryAfterSeconds !== undefined)
    ctx.set('Retry-After', String(Math.max(1, Math.ceil(retryAfterSeconds))));
  if (ctx.path.startsWith(WECHAT_NOTICES)) {
    ctx.body = { code: 'FAIL', message };
    return;
  }
  const body: ErrorBody = {
    error: { code: error.code, message, requestId: ctx.state.requestId, ...(details && { details }) },
  };
  ctx.body = body;
}
