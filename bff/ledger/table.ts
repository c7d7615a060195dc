import type { Account, EntryKind } from './accounts.ts';

export interface LedgerEntryRow {
  id: string;
  kind: EntryKind;
  subject: string;
  at: number;
}

export interface LedgerPostingRow {
  entry_id: string;
  position: number;
  account: Account;
  /** Debit positive, credit negative. */
  amount_fen: number;
}

/** One link of the chain over committed entries. */
export interface LedgerSealRow {
  seq: number;
  entry_id: string;
  /** Keyed commitment over the link before and the entry. */
  commitment: string;
}

declare module '../platform/db/tables.ts' {
  interface Tables {
    ledger_entries: LedgerEntryRow;
    ledger_postings: LedgerPostingRow;
    ledger_seals: LedgerSealRow;
  }
}
