import type { Bill } from '../../../../bff/contract';

export type SegmentName = 'payable' | 'in_payment' | 'paid';

/** Which segment a bill stands in; a withdrawn one in none. What cannot be paid yet still wants doing. */
const segmentOf: Record<Bill['status'], SegmentName | null> = {
  payable: 'payable',
  not_payable: 'payable',
  in_payment: 'in_payment',
  paid: 'paid',
  void: null,
};

export const inSegment = (bills: Bill[], segment: SegmentName): Bill[] =>
  bills.filter((bill) => segmentOf[bill.status] === segment);

/** Payable right now: the bureau has just said so. */
export const payableNow = (bills: Bill[]): Bill[] =>
  bills.filter((bill) => bill.status === 'payable' && !bill.stale);

export const sumFen = (bills: Bill[]): number => bills.reduce((sum, bill) => sum + bill.amountFen, 0);

export interface Group {
  label: string;
  bills: Bill[];
  /** Bills that one payment can settle: payable now, one payee. Empty when there are fewer than two. */
  together: Bill[];
}

function payTogether(bills: Bill[]): Bill[] {
  const now = payableNow(bills);
  const payees = new Set(now.map((bill) => bill.payee.mchid));
  return now.length > 1 && payees.size === 1 ? now : [];
}

/** By whose and where, in the order they come; payable ones first in each group. */
export function groupBills(bills: Bill[]): Group[] {
  const labels = [...new Set(bills.map((bill) => bill.subjectLabel))];
  return labels.map((label) => {
    const own = bills.filter((bill) => bill.subjectLabel === label);
    const ordered = [
      ...own.filter((bill) => bill.status === 'payable'),
      ...own.filter((bill) => bill.status !== 'payable'),
    ];
    return { label, bills: ordered, together: payTogether(own) };
  });
}
