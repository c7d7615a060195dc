import type { ErrorCode } from '../contract/errors.ts';

export interface AppErrorFacts {
  /** Plain Chinese for the resident; without it the code's standard sentence is used. */
  message?: string;
  /** Shown to the phone. Never a person's data. */
  details?: Record<string, unknown>;
  retryAfterSeconds?: number;
  cause?: unknown;
}

/** A refusal with a code of the closed list. Rooms throw it; `http/errors.ts` turns it into the answer. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly facts: AppErrorFacts;

  constructor(code: ErrorCode, facts: AppErrorFacts = {}) {
    super(facts.message ?? code, { cause: facts.cause });
    this.name = 'AppError';
    this.code = code;
    this.facts = facts;
  }
}
