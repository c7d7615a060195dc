/** `ready` waits for its moment or is leased; `dead` failed too often and waits for an operator. */
export type OutboxState = 'ready' | 'dead';

export interface OutboxRow {
  id: string;
  topic: string;
  payload: string;
  dedupe_key: string | null;
  state: OutboxState;
  due_at: number;
  lease_until: number;
  lease_token: string | null;
  /** How often it was handed to a handler. */
  attempts: number;
  /** How often in a row it was handed out without an answer: thrown, or the process ended. */
  failures: number;
  last_error: string | null;
  created_at: number;
}

declare module '../platform/db/tables.ts' {
  interface Tables {
    outbox: OutboxRow;
  }
}
