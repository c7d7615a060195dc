import { columnsOf, createTable, type MigrationDb, primary, required } from '../platform/db/columns.ts';

/** Answers of idempotent doors, bills as last seen, and the residents' ledger of looks at their data. */
export async function up(db: MigrationDb): Promise<void> {
  const { key, text, long, int } = columnsOf(db);
  await createTable(db, 'idempotency_keys')
    .addColumn('id', key(), primary)
    .addColumn('citizen_id', key(), required)
    .addColumn('route', key(), required)
    .addColumn('request_key', key(), required)
    .addColumn('request_hash', key(), required)
    .addColumn('state', key(16), required)
    .addColumn('lease_until', int(), required)
    .addColumn('status', int())
    .addColumn('answer_sealed', long())
    .addColumn('created_at', int(), required)
    .addUniqueConstraint('idempotency_keys_same', ['citizen_id', 'route', 'request_key'])
    .execute();
  await db.schema.createIndex('idempotency_keys_age').on('idempotency_keys').column('created_at').execute();
  await createTable(db, 'bills')
    .addColumn('id', key(), primary)
    .addColumn('citizen_id', key(), required)
    .addColumn('service', key(), required)
    // Blind index of the bureau's own number: the number itself is part of the snapshot.
    .addColumn('number_index', key(), required)
    .addColumn('snapshot_sealed', long(), required)
    // In whose last listing it stood; null once it is no longer listed. The row stays: an id keeps its meaning.
    .addColumn('subject_id', key())
    .addColumn('as_of', int(), required)
    .addUniqueConstraint('bills_same', ['citizen_id', 'service', 'number_index'])
    .execute();
  await db.schema.createIndex('bills_number').on('bills').columns(['service', 'number_index']).execute();
  await createTable(db, 'privacy_ledger')
    .addColumn('id', key(), primary)
    .addColumn('citizen_id', key())
    .addColumn('at', int(), required)
    .addColumn('system', key(), required)
    .addColumn('actor', text(64), required)
    .addColumn('purpose', text(200), required)
    .addColumn('legal_basis', text(500), required)
    .addColumn('fields', long(), required)
    .addColumn('outcome', key(), required)
    .addColumn('request_id', key(), required)
    .execute();
  await db.schema
    .createIndex('privacy_ledger_citizen')
    .on('privacy_ledger')
    .columns(['citizen_id', 'id'])
    .execute();
}
