import type { Middleware } from 'koa';
import type { DoorState } from '../http/context.ts';
import type { Log } from '../platform/logger.ts';
import type { PaymentMetrics } from './metrics.ts';
import type { Received } from './notices.ts';
import type { SignedMessage } from './wechat-pay/verification.ts';

/**
 * `POST /payments/wechat/notify/:mchid`, for WeChat Pay. Takes the bytes as they came: `http/body.ts` keeps them unparsed and
 * turns away what is larger than a notice can be. 200 once it is stored; otherwise 4xx or 5xx `{ code: "FAIL", message }`,
 * and WeChat sends it again.
 */
export function notifyDoor(
  receive: (mchid: string, message: SignedMessage) => Promise<Received>,
  counts: PaymentMetrics,
  log: Log,
): Middleware<DoorState> {
  return async (ctx) => {
    const { mchid = '' } = (ctx as unknown as { params: Record<string, string> }).params;
    const message = { headers: ctx.headers, body: ctx.state.rawBody ?? Buffer.alloc(0) };
    const { status, outcome } = await receive(mchid, message).catch((error: unknown) => {
      log.error({ err: error }, 'notice could not be stored');
      return { status: 500, outcome: 'failed' };
    });
    counts.notice(outcome);
    if (status !== 200) log.warn({ outcome }, 'notice turned away');
    ctx.status = status;
    ctx.body = status === 200 ? { code: 'SUCCESS', message: '成功' } : { code: 'FAIL', message: outcome };
  };
}
