import { type Db, insertedOnce } from '../platform/db/index.ts';
import type { PaymentAttemptRow, PaymentNoticeRow } from './table.ts';

/** False when the order has an active attempt already. */
export const insertAttempt = (db: Db, row: PaymentAttemptRow): Promise<boolean> =>
  insertedOnce(db.insertInto('payment_attempts').values(row));

export const findAttempt = (db: Db, id: string): Promise<PaymentAttemptRow | undefined> =>
  db.selectFrom('payment_attempts').selectAll().where('id', '=', id).executeTakeFirst();

export const findAttemptByNumber = (db: Db, outTradeNo: string): Promise<PaymentAttemptRow | undefined> =>
  db.selectFrom('payment_attempts').selectAll().where('out_trade_no', '=', outTradeNo).executeTakeFirst();

/** The one that can still be paid. */
export const findActiveAttempt = (db: Db, orderId: string): Promise<PaymentAttemptRow | undefined> =>
  db.selectFrom('payment_attempts').selectAll().where('active_key', '=', orderId).executeTakeFirst();

/** The number a resident or an officer knows the payment by: that of the newest attempt. */
export const findLastAttempt = (db: Db, orderId: string): Promise<PaymentAttemptRow | undefined> =>
  db
    .selectFrom('payment_attempts')
    .selectAll()
    .where('order_id', '=', orderId)
    .orderBy('id', 'desc')
    .executeTakeFirst();

/** False when the attempt has ended meanwhile: then its prepay_id must not be handed to anybody. */
export async function markPrepaid(db: Db, id: string, prepayId: string, at: number): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('payment_attempts')
    .set({ state: 'prepaid', prepay_id: prepayId, prepay_at: at })
    .where('id', '=', id)
    .where('state', 'in', ['created', 'prepaid'])
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export const markAttemptPaid = (db: Db, id: string, transactionId: string, paidAt: number) =>
  db
    .updateTable('payment_attempts')
    .set({ state: 'paid', active_key: null, transaction_id: transactionId, paid_at: paidAt })
    .where('id', '=', id)
    .execute();

/** Never takes back a payment. */
export const markAttemptClosed = (db: Db, id: string) =>
  db
    .updateTable('payment_attempts')
    .set({ state: 'closed', active_key: null })
    .where('id', '=', id)
    .where('state', 'in', ['created', 'prepaid'])
    .execute();

/** False when this notice stands already. */
export const insertNotice = (db: Db, row: PaymentNoticeRow): Promise<boolean> =>
  insertedOnce(db.insertInto('payment_notices').values(row));
