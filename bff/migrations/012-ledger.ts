import { columnsOf, createTable, type MigrationDb, primary, required } from '../platform/db/columns.ts';

/** Append-only: nothing updates or deletes these rows. No personal data: ids and amounts only. */
export async function up(db: MigrationDb): Promise<void> {
  const { key, int } = columnsOf(db);
  await createTable(db, 'ledger_entries')
    .addColumn('id', key(), primary)
    .addColumn('kind', key(24), required)
    // What the entry is about: an order, a line, a transaction. With the kind it is posted once.
    .addColumn('subject', key(), required)
    .addColumn('at', int(), required)
    .addUniqueConstraint('ledger_entries_once', ['kind', 'subject'])
    .execute();
  await createTable(db, 'ledger_postings')
    .addColumn('entry_id', key(), required)
    .addColumn('position', int(), required)
    .addColumn('account', key(24), required)
    .addColumn('amount_fen', int(), required)
    .addPrimaryKeyConstraint('ledger_postings_pk', ['entry_id', 'position'])
    .execute();
  await db.schema
    .createIndex('ledger_postings_account')
    .on('ledger_postings')
    .columns(['account', 'amount_fen'])
    .execute();
  await createTable(db, 'ledger_seals')
    .addColumn('seq', int(), primary)
    .addColumn('entry_id', key(), required)
    .addColumn('commitment', key(), required)
    .addUniqueConstraint('ledger_seals_entry', ['entry_id'])
    .execute();
}
