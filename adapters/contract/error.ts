/**
 * What can go wrong with a bureau, in six kinds. Callers decide by kind, never by a bureau's own code.
 *
 * - `unavailable`      the call certainly had no effect: refused, closed for the night, breaker open. Safe to repeat.
 * - `timeout_unknown`  it may or may not have taken effect: no answer, reset, 5xx after sending. Ask `outcome` first.
 * - `rejected`         the bureau understood and said no for good. `bureauCode` keeps its own word for operators.
 * - `not_found`        the bureau has no such record.
 * - `bad_reply`        an answer that is not what its protocol promises. For a read: as unavailable. For a write: as unknown.
 * - `rate_limited`     too often; `retryAfterMs` when the bureau said how long to wait.
 */
export type AdapterErrorKind =
  | 'unavailable'
  | 'timeout_unknown'
  | 'rejected'
  | 'not_found'
  | 'bad_reply'
  | 'rate_limited';

export interface AdapterErrorFacts {
  service: string;
  operation: string;
  /** The bureau's own code, for operators and logs. Never a person's data. */
  bureauCode?: string;
  retryAfterMs?: number;
  cause?: unknown;
}

export class AdapterError extends Error {
  readonly kind: AdapterErrorKind;
  readonly service: string;
  readonly operation: string;
  readonly bureauCode: string | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(kind: AdapterErrorKind, facts: AdapterErrorFacts) {
    super(`${facts.service}.${facts.operation}: ${kind}${facts.bureauCode ? ` (${facts.bureauCode})` : ''}`, {
      cause: facts.cause,
    });
    this.name = 'AdapterError';
    this.kind = kind;
    this.service = facts.service;
    this.operation = facts.operation;
    this.bureauCode = facts.bureauCode;
    this.retryAfterMs = facts.retryAfterMs;
  }
}
