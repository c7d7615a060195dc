/** A bill as a resident last saw it. Her own row with her own id, also when a family member sees the same bill. */
export interface BillRow {
  id: string;
  citizen_id: string;
  service: string;
  number_index: string;
  snapshot_sealed: string;
  /** The bound subject in whose last listing it stood; null = not listed (scanned, or gone from the list). */
  subject_id: string | null;
  as_of: number;
}

declare module '../platform/db/tables.ts' {
  interface Tables {
    bills: BillRow;
  }
}
