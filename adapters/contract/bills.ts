import type { Call, Fact, Reading, Subject } from './call.ts';
import type { Fen } from './money.ts';

export type BureauBillStatus = 'payable' | 'paid' | 'not_payable' | 'void';

/** A bill as its bureau states it. Amounts in fen, times in epoch ms. Already masked for display. */
export interface BureauBill {
  /** The bureau's own number; with the service id it names the bill for ever, whoever looks at it. */
  number: string;
  title: string;
  /** Whose and where, masked: `湘E·3K926 小型汽车`. Families share a bill, so this never says "you". */
  subjectLabel: string;
  payeeName: string;
  principalFen: Fen;
  /** Computed by the bureau, never by us. */
  lateFen: Fen;
  /** principalFen + lateFen. What must be paid now. */
  amountFen: Fen;
  status: BureauBillStatus;
  /** Why it cannot be paid and what to do, in plain Chinese. Present exactly when `not_payable` or `void`. */
  reason?: string;
  /** Last moment without late charge. */
  dueAt?: number;
  /** How much the late charge grows per day once due, when the bureau says so. */
  lateFenPerDay?: Fen;
  /** The amount is promised until this moment. */
  validUntil: number;
  facts: readonly Fact[];
}

/** What is written back to the bureau once a resident has paid. */
export interface Settlement {
  /** Our stable key; the same key means the same settlement, however often it is sent. 1–32 of `[0-9A-Za-z]`. */
  key: string;
  number: string;
  amountFen: Fen;
  /** WeChat's success time. Bureaus compute the late charge as of this moment. */
  paidAt: number;
  /** WeChat's transaction id, for the bureau's own reconciliation. */
  transactionId: string;
}

/** The bureau's acknowledgement. */
export interface SettlementReceipt {
  key: string;
  /** The bureau's own voucher number. */
  voucher: string;
  settledAt: number;
}

/** What a bureau says of a settlement key. `absent`: it never took it, so it is safe to send again. */
export type SettlementOutcome =
  | { state: 'settled'; receipt: SettlementReceipt }
  | { state: 'pending' }
  | { state: 'absent' };

/**
 * 缴. Every method may throw AdapterError.
 * Reads: `unavailable`, `not_found`, `bad_reply`, `rate_limited`, and `rejected` when the bureau accepts no call of ours
 * (an operator must act). Writes also `timeout_unknown`.
 */
export interface BillsAdapter {
  /** All bills of a subject, payable or not. An unknown subject has none: an empty list. Cached for this resident. */
  list(subject: Subject, call: Call): Promise<Reading<BureauBill[]>>;
  /** One bill, asked live, never from a cache. Throws `not_found`. */
  get(number: string, call: Call): Promise<Reading<BureauBill>>;
  /** The bill number in a scanned or typed text when it is one of this service's codes, else null. Pure. */
  recognise(text: string): string | null;
  /** One sentence for the resident: what a code of this service looks like. */
  codeHint: string;
  /**
   * Tells the bureau that a bill is paid. Repeating a key repeats nothing.
   * Throws `rejected` when the bureau refuses for good (already paid by another, wrong amount).
   */
  settle(settlement: Settlement, call: Call): Promise<SettlementReceipt>;
  /** What became of a settlement whose answer was lost. */
  outcome(key: string, call: Call): Promise<SettlementOutcome>;
}
