import type { SignedIn } from '../http/context.ts';
import type { Trx } from '../platform/db/index.ts';

/** An order as a payment needs it. Times in epoch milliseconds. */
export interface PayableOrder {
  id: string;
  citizenId: string;
  totalFen: number;
  /** What the resident reads in WeChat. */
  description: string;
  /** The payee merchant. */
  mchid: string;
  expiresAt: number;
}

/** A payment that WeChat Pay has signed for. */
export interface VerifiedPayment {
  attemptId: string;
  outTradeNo: string;
  transactionId: string;
  mchid: string;
  amountFen: number;
  paidAt: number;
}

/** What the orders room does for payments. Locks are taken in one order everywhere: the order, then its attempt. */
export interface OrdersForPayments {
  /** @throws AppError not_found (also not hers), state_conflict (not unpaid, or expired) */
  payable(who: SignedIn, orderId: string): Promise<PayableOrder>;
  find(orderId: string): Promise<{ id: string; state: string; expiresAt: number } | null>;
  markPaid(trx: Trx, orderId: string, payment: VerifiedPayment): Promise<'paid' | 'late_paid' | 'already'>;
  /** From now on no payment may be started. */
  markClosing(trx: Trx, orderId: string): Promise<'closing' | 'not_unpaid'>;
  markClosed(trx: Trx, orderId: string, why: 'cancelled' | 'expired'): Promise<'closed' | 'not_unpaid'>;
}
