/** One key of one resident on one route: running under a lease, or done with its sealed answer. */
export interface IdempotencyKeyRow {
  /** New with every claim, so that only the last claimer can finish it. */
  id: string;
  citizen_id: string;
  route: string;
  request_key: string;
  request_hash: string;
  state: 'in_progress' | 'done';
  lease_until: number;
  status: number | null;
  answer_sealed: string | null;
  created_at: number;
}

declare module '../db/tables.ts' {
  interface Tables {
    idempotency_keys: IdempotencyKeyRow;
  }
}
