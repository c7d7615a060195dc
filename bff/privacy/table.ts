/** One look at somebody's data. No values: names of fields only. Never changed, never deleted within the year. */
export interface PrivacyLedgerRow {
  id: string;
  citizen_id: string | null;
  at: number;
  system: string;
  actor: string;
  purpose: string;
  legal_basis: string;
  /** JSON array of field names. */
  fields: string;
  outcome: string;
  request_id: string;
}

declare module '../platform/db/tables.ts' {
  interface Tables {
    privacy_ledger: PrivacyLedgerRow;
  }
}
