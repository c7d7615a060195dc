import { columnsOf, createTable, type MigrationDb, primary, required } from '../platform/db/columns.ts';

/** What is still to be done. Done rows are deleted, so the table is as large as the backlog, whatever its age. */
export async function up(db: MigrationDb): Promise<void> {
  const { key, long, int, text } = columnsOf(db);
  await createTable(db, 'outbox')
    .addColumn('id', key(), primary)
    .addColumn('topic', key(), required)
    .addColumn('payload', long(), required)
    .addColumn('dedupe_key', key(128))
    .addColumn('state', key(8), required)
    // On the product's clock, which a simulated city may move.
    .addColumn('due_at', int(), required)
    // On the machine's own clock: a lease lasts real seconds.
    .addColumn('lease_until', int(), required)
    .addColumn('lease_token', key())
    .addColumn('attempts', int(), required)
    .addColumn('failures', int(), required)
    .addColumn('last_error', text(200))
    .addColumn('created_at', int(), required)
    .addUniqueConstraint('outbox_once', ['dedupe_key'])
    .execute();
  await db.schema.createIndex('outbox_due').on('outbox').columns(['state', 'topic', 'due_at']).execute();
}
