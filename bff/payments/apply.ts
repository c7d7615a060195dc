import type { Trx } from '../platform/db/index.ts';
import type { PaymentsDeps } from './deps.ts';
import * as repository from './repository.ts';
import type { PaymentAttemptRow } from './table.ts';
import type { PaidTransaction, Transaction } from './wechat-pay/wire.ts';

/** Field by which a signed transaction differs from what we ordered. */
export type Mismatch = 'mchid' | 'appid' | 'out_trade_no' | 'amount' | 'currency' | 'transaction_id';

/** Null when the payment is the one we asked for: payee, application, number, amount, currency. */
export function mismatchOf(attempt: PaymentAttemptRow, told: PaidTransaction): Mismatch | null {
  if (told.mchid !== attempt.mchid) return 'mchid';
  if (told.appid !== attempt.appid) return 'appid';
  if (told.out_trade_no !== attempt.out_trade_no) return 'out_trade_no';
  // `total`, not `payer_total`: coupons make the payer's part smaller, the payee gets the whole.
  if (told.amount.total !== attempt.amount_fen) return 'amount';
  if (told.amount.currency !== 'CNY') return 'currency';
  if (attempt.transaction_id !== null && told.transaction_id !== attempt.transaction_id)
    return 'transaction_id';
  return null;
}

/** The order moves first: it holds the lock under which everybody else waits. Safe to repeat. */
export async function applyPaid(
  deps: PaymentsDeps,
  trx: Trx,
  attempt: PaymentAttemptRow,
  told: PaidTransaction,
): Promise<void> {
  const paidAt = Date.parse(told.success_time);
  const moved = await deps.orders.markPaid(trx, attempt.order_id, {
    attemptId: attempt.id,
    outTradeNo: attempt.out_trade_no,
    transactionId: told.transaction_id,
    mchid: attempt.mchid,
    amountFen: attempt.amount_fen,
    paidAt,
  });
  await repository.markAttemptPaid(trx, attempt.id, told.transaction_id, paidAt);
  deps.log.info({ orderId: attempt.order_id, attemptId: attempt.id, moved }, 'payment applied');
}

/** Applies what a verified query said, in a transaction of its own. `frozen` differs from what we ordered. */
export async function applyQueried(
  deps: PaymentsDeps,
  attempt: PaymentAttemptRow,
  told: PaidTransaction,
): Promise<'paid' | 'frozen'> {
  const mismatch = mismatchOf(attempt, told);
  if (mismatch) {
    alarm(deps, attempt, mismatch);
    return 'frozen';
  }
  await deps.database.transact((trx) => applyPaid(deps, trx, attempt, told));
  return 'paid';
}

export function alarm(deps: PaymentsDeps, attempt: PaymentAttemptRow | null, reason: string): void {
  deps.counts.frozen(reason);
  deps.log.error(
    { orderId: attempt?.order_id, attemptId: attempt?.id, reason },
    'signed payment differs from what was ordered',
  );
}

export const isClosed = (told: Transaction): boolean =>
  told.trade_state === 'CLOSED' || told.trade_state === 'REVOKED';
