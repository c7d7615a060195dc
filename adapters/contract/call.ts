/**
 * Who asks, why and by when. Every call to a bureau carries one, and each becomes an entry of the privacy ledger.
 * Times are epoch milliseconds (UTC).
 */
export interface Call {
  /** Whose data is read or changed: the product's own opaque id, never an ID number. Null for calls about nobody. */
  citizenId: string | null;
  /** Who acts: the resident, or a named job of ours (`orders.write-back`). */
  actor: string;
  /** Plain Chinese, shown to the resident: 查询待缴罚款. */
  purpose: string;
  /** The legal basis the resident is shown. */
  legalBasis: string;
  requestId: string;
  /** Milliseconds the caller will still wait. Passed on to the bureau and shortened by each step on the way. */
  budgetMs: number;
}

/** A value with where it comes from and when it was true. */
export interface Reading<T> {
  value: T;
  /** The bureau that owns the value. */
  source: string;
  /** When the bureau answered (epoch ms). */
  asOf: number;
  /** True when the bureau could not be asked now and this is the last answer it gave for the same resident. */
  stale: boolean;
}

/** One fact as a resident sees it, with its own provenance. */
export interface Fact {
  name: string;
  label: string;
  value: string;
  source: string;
  asOf: number;
}

/** What identifies the thing a bureau is asked about: a vehicle, an account, a person. */
export interface Subject {
  /** One of the kinds the service's manifest names. */
  kind: string;
  fields: Readonly<Record<string, string>>;
}
