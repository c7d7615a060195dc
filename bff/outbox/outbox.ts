import type { Trx } from '../platform/db/index.ts';

/** An intention, written in the same transaction as the fact it follows from. */
export interface Intention {
  /** `room.verb`: `bill.write-back`, `message.send`. */
  topic: string;
  /** JSON. Ids only, never personal data. */
  payload: Record<string, unknown>;
  /** At most one intention of a key waits at a time. Up to 128 ascii characters, unique over all topics. */
  key?: string;
  /** Not before this moment (epoch ms, the product's clock); absent = now. */
  dueAt?: number;
}

/** What rooms see of the outbox. Handlers are wired in app.ts. */
export interface Outbox {
  add(trx: Trx, intention: Intention): Promise<void>;
}

/** What a handler says of an intention it was handed. A thrown error is retried with back-off, and counted. */
export type Handled = 'done' | { retryAt: number };

/**
 * Handlers run at least once: what they do must be safe to repeat. `attempt` starts at 1.
 * `retryAt` is on the product's clock and may be asked for as often as needed: only throwing leads to a dead row.
 */
export type Handler = (payload: Record<string, unknown>, attempt: number) => Promise<Handled>;
export type Handlers = Readonly<Record<string, Handler>>;

/** Runs the handlers. Any number of workers, in any number of processes, share one outbox. */
export interface OutboxWorker {
  start(): void;
  /** Takes nothing new, waits a moment for running handlers, gives the leases of the others back. */
  stop(): Promise<void>;
  /** Handles whatever is due until nothing is; returns how many intentions were handed out. */
  drainOnce(): Promise<number>;
}
