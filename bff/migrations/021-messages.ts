import { columnsOf, createTable, type MigrationDb, primary, required } from '../platform/db/columns.ts';

/** The inbox, and how many subscribe messages a resident still allows per template. */
export async function up(db: MigrationDb): Promise<void> {
  const { key, long, int } = columnsOf(db);
  await createTable(db, 'messages')
    .addColumn('id', key(), primary)
    .addColumn('citizen_id', key(), required)
    .addColumn('type', key(32), required)
    // One message per event, however often the event is told.
    .addColumn('event_key', key(128), required)
    .addColumn('ref_kind', key(16), required)
    .addColumn('ref_id', key(), required)
    .addColumn('words_sealed', long(), required)
    .addColumn('push', key(16), required)
    .addColumn('pushed_at', int())
    .addColumn('created_at', int(), required)
    .addColumn('read_at', int())
    .addUniqueConstraint('messages_once', ['citizen_id', 'event_key'])
    .execute();
  await db.schema.createIndex('messages_inbox').on('messages').columns(['citizen_id', 'id']).execute();
  await createTable(db, 'message_grants')
    .addColumn('citizen_id', key(), required)
    .addColumn('template_id', key(), required)
    .addColumn('remaining', int(), required)
    .addColumn('updated_at', int(), required)
    .addPrimaryKeyConstraint('message_grants_one', ['citizen_id', 'template_id'])
    .execute();
}
