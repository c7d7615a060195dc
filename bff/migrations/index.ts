import { type Migration, Migrator } from 'kysely/migration';
import type { Db } from '../platform/db/index.ts';
import * as identity from './001-identity.ts';
import * as house from './002-house.ts';
import * as outbox from './010-outbox.ts';
import * as orders from './011-orders.ts';
import * as ledger from './012-ledger.ts';
import * as payments from './020-payments.ts';
import * as messages from './021-messages.ts';

/** Forward only, applied in the order of their names. One that has been released is never edited: write another. */
const migrations: Record<string, Migration> = {
  '001-identity': identity,
  '002-house': house,
  '010-outbox': outbox,
  '011-orders': orders,
  '012-ledger': ledger,
  '020-payments': payments,
  '021-messages': messages,
};

const migratorOf = (db: Db) => new Migrator({ db, provider: { getMigrations: async () => migrations } });

/** Applies what is missing. Several processes may call it at once: the store's own lock lets one do the work. */
export async function migrate(db: Db): Promise<string[]> {
  const { error, results = [] } = await migratorOf(db).migrateToLatest();
  if (error) throw error;
  return results.map((result) => result.migrationName);
}

/** Names of migrations that this version knows and the database has not had. */
export async function missingMigrations(db: Db): Promise<string[]> {
  const known = await migratorOf(db).getMigrations();
  return known.filter((migration) => !migration.executedAt).map((migration) => migration.name);
}
