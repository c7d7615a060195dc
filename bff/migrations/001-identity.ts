import { columnsOf, createTable, type MigrationDb, primary, required } from '../platform/db/columns.ts';

/** Citizens and what they bound. Whatever names a person is sealed; what is searched for has a blind index beside it. */
export async function up(db: MigrationDb): Promise<void> {
  const { key, long, int } = columnsOf(db);
  await createTable(db, 'citizens')
    .addColumn('id', key(), primary)
    .addColumn('openid_index', key(), required)
    .addColumn('openid_sealed', long(), required)
    .addColumn('person_index', key())
    .addColumn('name_sealed', long())
    .addColumn('id_number_sealed', long())
    .addColumn('phone_sealed', long())
    .addColumn('level', key(2), required)
    .addColumn('created_at', int(), required)
    .addColumn('updated_at', int(), required)
    .addUniqueConstraint('citizens_openid', ['openid_index'])
    .execute();
  await createTable(db, 'subjects')
    .addColumn('id', key(), primary)
    .addColumn('citizen_id', key(), required)
    .addColumn('service', key(), required)
    .addColumn('kind', key(), required)
    // What makes it the same subject: a second binding of it is the first one.
    .addColumn('fields_index', key(), required)
    .addColumn('fields_sealed', long(), required)
    .addColumn('label_sealed', long(), required)
    .addColumn('origin', key(16), required)
    .addColumn('removed_at', int())
    .addColumn('created_at', int(), required)
    .addUniqueConstraint('subjects_same', ['citizen_id', 'service', 'kind', 'fields_index'])
    .execute();
  await createTable(db, 'verifications')
    .addColumn('id', key(), primary)
    .addColumn('citizen_id', key(), required)
    .addColumn('person_sealed', long(), required)
    .addColumn('code_index', key())
    .addColumn('tries', int(), required)
    .addColumn('status', key(16), required)
    .addColumn('created_at', int(), required)
    .addColumn('expires_at', int(), required)
    .execute();
  await db.schema
    .createIndex('verifications_citizen')
    .on('verifications')
    .columns(['citizen_id', 'created_at'])
    .execute();
}
