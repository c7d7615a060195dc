import type { ErrorBody, Level } from '../../../bff/contract';
import { errorWords, type PhoneErrorCode } from '../text/errors';

/** Everything that can go wrong between the phone and the front door. `requestId` is shown so that it can be read out. */
export class ApiError extends Error {
  readonly code: PhoneErrorCode;
  readonly requestId: string | undefined;
  /** The front door's own sentence, which may know more than the code. */
  readonly told: string | undefined;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    code: PhoneErrorCode,
    facts: { requestId?: string; told?: string; details?: Record<string, unknown>; cause?: unknown } = {},
  ) {
    super(code, { cause: facts.cause });
    this.name = 'ApiError';
    this.code = code;
    this.requestId = facts.requestId;
    this.told = facts.told;
    this.details = facts.details ?? {};
  }

  /** The level asked for by `level_required`. */
  get level(): Level | undefined {
    const level = this.details.level;
    return level === 'L1' || level === 'L2' || level === 'L3' ? level : undefined;
  }
}

const isErrorBody = (body: unknown): body is ErrorBody =>
  typeof body === 'object' && body !== null && 'error' in body && typeof body.error === 'object';

/** An answer that is no success → the error it means. A gateway's own page, or a code newer than this app, is `internal`. */
export function errorFrom(body: unknown): ApiError {
  if (!isErrorBody(body)) return new ApiError('internal');
  const { code, message, requestId, details } = body.error;
  return new ApiError(code in errorWords ? code : 'internal', { requestId, told: message, details });
}

export const isApiError = (error: unknown, ...codes: PhoneErrorCode[]): error is ApiError =>
  error instanceof ApiError && (codes.length === 0 || codes.includes(error.code));
