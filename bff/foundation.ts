import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { sql } from 'kysely';
import { BadEnvironment } from './config/environment.ts';
import type { Config } from './config.ts';
import { migrate, missingMigrations } from './migrations/index.ts';
import { type Clock, type FollowingClock, followClock, systemClock } from './platform/clock.ts';
import { createVault, type Vault } from './platform/crypto.ts';
import { ensureDataKeys, readDataKeys } from './platform/data-keys.ts';
import { type Database, openDatabase } from './platform/db/index.ts';
import { type Ids, randomIds } from './platform/ids.ts';
import type { Kv } from './platform/kv.ts';
import { createLog, type Log } from './platform/logger.ts';
import { createMemoryKv } from './platform/memory-kv.ts';
import { createMetrics, type Metrics } from './platform/metrics.ts';
import { createRateLimits, type RateLimits } from './platform/rate-limit.ts';
import { openRedisKv } from './platform/redis-kv.ts';

/** What every room stands on. */
export interface Foundation {
  log: Log;
  metrics: Metrics;
  /** The city's time: may be moved in a simulated city. */
  clock: Clock;
  /** Never moved: for leases. */
  machineClock: Clock;
  ids: Ids;
  kv: Kv;
  vault: Vault;
  database: Database;
  limits: RateLimits;
  /** Throws when a store cannot be reached. */
  ready(): Promise<void>;
  close(): Promise<void>;
}

/** Opens everything; throws BadEnvironment naming the variable of what cannot be opened. */
export async function openFoundation(config: Config): Promise<Foundation> {
  const log = createLog(config.logLevel);
  const metrics = createMetrics();
  const clock = config.clockUrl ? await followClock(config.clockUrl, readClock) : systemClock;
  const vault = openVault(config);
  const database = await openStore(config.databaseUrl);
  const kv = await openKv(config, clock, log);
  return {
    ...{ log, metrics, clock, machineClock: systemClock, vault, database, kv },
    ids: randomIds(clock),
    limits: createRateLimits({ kv, clock, log }),
    async ready() {
      await Promise.all([sql`select 1`.execute(database.db), kv.ping()]);
    },
    async close() {
      if ('stop' in clock) (clock as FollowingClock).stop();
      await kv.close();
      await database.close();
    },
  };
}

async function readClock(url: string): Promise<number> {
  const reply = await fetch(url, { signal: AbortSignal.timeout(1_000) });
  const { now } = (await reply.json()) as { now?: unknown };
  if (typeof now !== 'number' || !Number.isFinite(now)) throw new Error('the clock tells no time');
  return now;
}

function openVault({ dataKeys }: Config): Vault {
  try {
    return createVault(dataKeys.generate ? ensureDataKeys(dataKeys.file) : readDataKeys(dataKeys.file));
  } catch (error) {
    throw new BadEnvironment('DATA_KEY_FILE', `(${dataKeys.file}): ${wordsOf(error)}`);
  }
}

async function openKv({ redisUrl }: Config, clock: Clock, log: Log): Promise<Kv> {
  if (redisUrl === undefined) return createMemoryKv(clock);
  try {
    return await openRedisKv(redisUrl, log);
  } catch (error) {
    throw new BadEnvironment('REDIS_URL', `names a Redis that cannot be reached: ${wordsOf(error)}`);
  }
}

/** The embedded store brings its own tables up to date; a server's are an operator's deed (`npm run migrate`). */
async function openStore(url: string): Promise<Database> {
  const file = url.startsWith('sqlite:') ? url.slice('sqlite:'.length) : null;
  if (file !== null && file !== ':memory:') mkdirSync(dirname(file), { recursive: true });
  try {
    return await withTables(openDatabase(url), file === null ? refuseMissing : migrateNow);
  } catch (error) {
    if (error instanceof BadEnvironment) throw error;
    throw new BadEnvironment('DATABASE_URL', `names a database that cannot be used: ${wordsOf(error)}`);
  }
}

async function withTables(database: Database, see: (database: Database) => Promise<void>): Promise<Database> {
  try {
    await see(database);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function migrateNow({ db }: Database): Promise<void> {
  await migrate(db);
}

async function refuseMissing(database: Database): Promise<void> {
  const missing = await missingMigrations(database.db);
  if (missing.length === 0) return;
  throw new BadEnvironment(
    'DATABASE_URL',
    `names a database without ${missing.join(', ')}; run "npm run migrate" first`,
  );
}

function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as { code?: unknown };
  return error.message || String(code ?? error.name);
}
