/** Why we do not know what became of a call. */
export type Doubt =
  | 'timeout'
  | 'network'
  | 'too_large'
  /** A 2xx whose signature does not hold. */
  | 'untrusted'
  /** A signed 2xx that does not read as documented. */
  | 'unreadable'
  | 'rate_limited'
  /** 3xx, 5xx, or an error body nobody can read. */
  | 'trouble';

/**
 * What became of a call to WeChat Pay.
 *
 * `done` was signed by WeChat Pay and is a fact. `refused` carries its error code, spelt without underscores; error
 * bodies are not signed, so it is advice on what to ask next and never the end of somebody's money. `unknown` may have
 * happened or not: repeat with the same number, or query.
 */
export type Outcome<T> =
  | { kind: 'done'; value: T }
  | { kind: 'refused'; code: string; requestId: string | undefined }
  | { kind: 'unknown'; doubt: Doubt; code?: string; requestId?: string | undefined };

/** WeChat Pay spells some codes both ways: `ORDER_PAID` and `ORDERPAID` are one. */
export const normalCode = (code: string): string => code.replaceAll('_', '').toUpperCase();
