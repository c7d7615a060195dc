import { AppError } from '../platform/app-error.ts';
import { cityHourMinute } from '../platform/time.ts';
import type { PricedBill } from './orders.ts';

const LONGEST_MS = 30 * 60_000;
/** Before a price ends the order is closed, so that no payment arrives after it. */
const MARGIN_MS = 30_000;
/** Nobody pays in less. WeChat itself asks for at least a minute. */
const SHORTEST_MS = 90_000;

/** Throws when one of them cannot be paid, or not together. */
export function checkPayable(priced: readonly PricedBill[]): void {
  for (const { billId, status, reason, amountFen } of priced) {
    const details = { billId, ...(reason && { reason }) };
    if (status === 'paid') throw new AppError('bill_already_paid', { details });
    if (status !== 'payable' || amountFen <= 0) {
      throw new AppError('bill_not_payable', { ...(reason && { message: reason }), details });
    }
  }
  if (new Set(priced.map((bill) => bill.payee.mchid)).size > 1) {
    throw new AppError('state_conflict', { message: '这几笔账的收款单位不同，请分开付款。' });
  }
}

/** When an order at these prices ends (epoch ms). Throws when that is too soon to be paid. */
export function expiryOf(priced: readonly PricedBill[], now: number): number {
  const validUntil = Math.min(...priced.map((bill) => bill.validUntil));
  const expiresAt = Math.min(now + LONGEST_MS, validUntil - MARGIN_MS);
  if (expiresAt - now >= SHORTEST_MS) return expiresAt;
  const from = validUntil + 60_000;
  throw new AppError('state_conflict', {
    message: `应缴金额马上要重新计算，请 ${cityHourMinute(from)} 以后再付。`,
    retryAfterSeconds: Math.max(1, Math.ceil((from - now) / 1000)),
  });
}
