import { columnsOf, createTable, type MigrationDb, primary, required } from '../platform/db/columns.ts';

export async function up(db: MigrationDb): Promise<void> {
  const { key, text, long, int } = columnsOf(db);
  await createTable(db, 'orders')
    .addColumn('id', key(), primary)
    .addColumn('citizen_id', key(), required)
    .addColumn('request_key', key(), required)
    .addColumn('state', key(16), required)
    .addColumn('state_since', int(), required)
    .addColumn('total_fen', int(), required)
    .addColumn('surplus_fen', int(), required)
    .addColumn('mchid', key(), required)
    .addColumn('created_at', int(), required)
    .addColumn('expires_at', int(), required)
    .addColumn('paid_at', int())
    .addColumn('out_trade_no', key())
    .addColumn('transaction_id', key())
    .addColumn('event_count', int(), required)
    .addUniqueConstraint('orders_request', ['request_key'])
    .execute();
  await db.schema.createIndex('orders_citizen').on('orders').columns(['citizen_id', 'id']).execute();
  await db.schema
    .createIndex('orders_citizen_state')
    .on('orders')
    .columns(['citizen_id', 'state', 'id'])
    .execute();
  await db.schema.createIndex('orders_age').on('orders').columns(['state', 'state_since']).execute();
  await createTable(db, 'order_lines')
    .addColumn('id', key(), primary)
    .addColumn('order_id', key(), required)
    .addColumn('citizen_id', key(), required)
    .addColumn('position', int(), required)
    .addColumn('bill_id', key(), required)
    .addColumn('service', key(), required)
    // Blind index of service and bill number. Filled while the order may hold the bill, so two can never hold it at once.
    .addColumn('hold_key', key())
    .addColumn('bill_key', key(), required)
    .addColumn('snapshot_sealed', long(), required)
    .addColumn('payee_name', text(120), required)
    .addColumn('amount_fen', int(), required)
    .addColumn('state', key(16), required)
    .addColumn('in_doubt', int(), required)
    .addColumn('voucher', text(120))
    .addColumn('settled_at', int())
    .addColumn('bureau_code', text(60))
    .addUniqueConstraint('order_lines_hold', ['hold_key'])
    .addUniqueConstraint('order_lines_position', ['order_id', 'position'])
    .execute();
  await createTable(db, 'order_events')
    .addColumn('order_id', key(), required)
    .addColumn('seq', int(), required)
    .addColumn('event', key(40), required)
    .addColumn('at', int(), required)
    .addColumn('facts', long(), required)
    .addPrimaryKeyConstraint('order_events_pk', ['order_id', 'seq'])
    .execute();
}
