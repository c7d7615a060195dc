import type { Trx } from '../platform/db/index.ts';

/** An intention, written in the same transaction as the fact it follows from. */
export interface Intention {
  /** `room.verb`: `bill.write-back`, `message.send`. */
  topic: string;
  /** JSON. Ids only, never personal data. */
  payload: Record<string, unknown>;
  /** The same key is written once. */
  key?: string;
  /** Not before this moment (epoch ms); absent = now. */
  dueAt?: number;
}

/** What rooms see of the outbox. Handlers are wired in app.ts. */
export interface Outbox {
  add(trx: Trx, intention: Intention): Promise<void>;
}

/** What a handler says of an intention it was handed. A thrown error is retried with back-off. */
export type Handled = 'done' | { retryAt: number };

/** Handlers run at least once: what they do must be safe to repeat. */
export type Handler = (payload: Record<string, unknown>, attempt: number) => Promise<Handled>;
