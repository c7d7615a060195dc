import { cityDay } from '../kit/city-time.ts';

/** One month's bill as the company keeps it. Days are city days, money in fen. */
export interface MonthBill {
  number: string;
  account: string;
  /** `202610` */
  period: string;
  usage: number;
  fen: number;
  dueDay: number;
  /** A channel's serial or `counter`. */
  settledBy: string | null;
  paidFen: number | null;
  /** Effective payments. More than one would be money taken twice. */
  timesSettled: number;
  /** Every serial that ever asked to pay it, also in vain. */
  keys: readonly string[];
}

/** 0.5 ‰ a day from the day after the last one, counted at city midnight. */
export function penaltyFenAt(bill: MonthBill, at: number): number {
  const days = Math.max(0, cityDay(at) - bill.dueDay);
  return Math.floor((bill.fen * 5 * days) / 10_000);
}

export const dueFenAt = (bill: MonthBill, at: number): number => bill.fen + penaltyFenAt(bill, at);
