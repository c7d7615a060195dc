/**
 * Where money is, as far as we can know: it goes from the resident straight to the payee's merchant account at WeChat, we
 * never hold it. Amounts are signed fen, debit positive.
 *
 * - `wechat-clearing`  paid by residents into the payees' merchant accounts (debit)
 * - `bureau-due`       paid, and its bureau does not know yet (credit)
 * - `bureau-settled`   the bureau has acknowledged it (credit)
 * - `suspense`         paid, but no bureau takes it: an officer decides (credit)
 */
export const accounts = ['wechat-clearing', 'bureau-due', 'bureau-settled', 'suspense'] as const;
export type Account = (typeof accounts)[number];

/** `paid` an order · `paid_again` the same order by another transaction · `settled` `suspended` a line. */
export type EntryKind = 'paid' | 'paid_again' | 'settled' | 'suspended';

export interface Entry {
  kind: EntryKind;
  /** Id of what it is about. With the kind it names the entry: the second is not posted. */
  subject: string;
  at: number;
  from: Account;
  to: Account;
  amountFen: number;
}

export interface Posting {
  account: Account;
  /** Debit positive, credit negative. */
  amountFen: number;
}

export class Unbalanced extends Error {
  constructor() {
    super('the postings of an entry must be whole fen, not zero, and sum to 0');
    this.name = 'Unbalanced';
  }
}

/** The two postings of an entry. Throws Unbalanced for amounts that are no money. */
export function postingsOf({ from, to, amountFen }: Entry): Posting[] {
  return balanced([
    { account: to, amountFen },
    { account: from, amountFen: -amountFen },
  ]);
}

/** Gives the postings back when they balance. Throws Unbalanced. */
export function balanced(postings: Posting[]): Posting[] {
  const sum = postings.reduce((total, posting) => total + posting.amountFen, 0);
  const whole = postings.every(({ amountFen }) => Number.isSafeInteger(amountFen) && amountFen !== 0);
  if (!whole || sum !== 0) throw new Unbalanced();
  return postings;
}
