import { columnsOf, createTable, type MigrationDb, primary, required } from '../platform/db/columns.ts';

/** Attempts at paying an order, and what WeChat Pay told us about them. */
export async function up(db: MigrationDb): Promise<void> {
  const { key, long, int } = columnsOf(db);
  await createTable(db, 'payment_attempts')
    .addColumn('id', key(), primary)
    .addColumn('order_id', key(), required)
    // Null once it can no longer be paid: several nulls may stand side by side, one value may not.
    .addColumn('active_key', key())
    .addColumn('mchid', key(32), required)
    .addColumn('appid', key(32), required)
    .addColumn('out_trade_no', key(32), required)
    .addColumn('amount_fen', int(), required)
    .addColumn('request_sealed', long(), required)
    .addColumn('prepay_id', key())
    .addColumn('prepay_at', int())
    .addColumn('state', key(16), required)
    .addColumn('transaction_id', key(32))
    .addColumn('paid_at', int())
    .addColumn('expires_at', int(), required)
    .addColumn('created_at', int(), required)
    .addUniqueConstraint('payment_attempts_active', ['active_key'])
    .addUniqueConstraint('payment_attempts_number', ['out_trade_no'])
    .execute();
  await db.schema.createIndex('payment_attempts_order').on('payment_attempts').column('order_id').execute();
  await createTable(db, 'payment_notices')
    .addColumn('id', key(), primary)
    .addColumn('mchid', key(32), required)
    .addColumn('notice_id', key(), required)
    .addColumn('event_type', key(), required)
    .addColumn('attempt_id', key())
    .addColumn('state', key(16), required)
    .addColumn('reason', key())
    .addColumn('body_sealed', long(), required)
    .addColumn('received_at', int(), required)
    .addUniqueConstraint('payment_notices_once', ['mchid', 'notice_id'])
    .execute();
}
