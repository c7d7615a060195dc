import { migrate } from '../../bff/migrations/index.ts';
import { type Database, openDatabase } from '../../bff/platform/db/index.ts';
import { createSchema } from './mysql-server.ts';
import { storeOfThisRun } from './store.ts';

/** An empty, migrated database of this run's kind that nobody else uses. `close` removes it. */
export async function openTestDatabase(): Promise<Database> {
  const schema = storeOfThisRun() === 'mysql' ? await createSchema() : null;
  const database = openDatabase(schema?.url ?? 'sqlite::memory:');
  await migrate(database.db);
  return {
    ...database,
    async close() {
      await database.close();
      await schema?.drop();
    },
  };
}
