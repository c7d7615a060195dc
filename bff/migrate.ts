import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { BadEnvironment, parseEnvironment } from './config/environment.ts';
import { migrate } from './migrations/index.ts';
import { openDatabase } from './platform/db/index.ts';

/** Brings the tables of `DATABASE_URL` up to date. Needs no other setting. */
async function main(): Promise<void> {
  const { DATABASE_URL = 'sqlite:.data/bff.sqlite' } = parseEnvironment(process.env);
  const file = DATABASE_URL.startsWith('sqlite:') ? DATABASE_URL.slice('sqlite:'.length) : null;
  if (file !== null && file !== ':memory:') mkdirSync(dirname(file), { recursive: true });
  const database = openDatabase(DATABASE_URL);
  try {
    const applied = await migrate(database.db);
    process.stdout.write(`migrated ${applied.length === 0 ? 'nothing new' : applied.join(' ')}\n`);
  } finally {
    await database.close();
  }
}

main().catch((error: unknown) => {
  const words = error instanceof Error ? error.message : String(error);
  process.stderr.write(error instanceof BadEnvironment ? `${words}\n` : `DATABASE_URL: ${words}\n`);
  process.exit(1);
});
