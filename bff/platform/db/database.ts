import SqliteDatabase from 'better-sqlite3';
import {
  Kysely,
  MysqlAdapter,
  MysqlDialect,
  type SelectQueryBuilder,
  SqliteDialect,
  type Transaction,
} from 'kysely';
import { createPool } from 'mysql2';
import { cacheStatements } from './statement-cache.ts';
import type { Tables } from './tables.ts';

/** Reads and single statements. Inside a transaction use its `Trx`: on SQLite this would wait for itself for ever. */
export type Db = Kysely<Tables>;
export type Trx = Transaction<Tables>;

export interface Database {
  db: Db;
  flavor: 'sqlite' | 'mysql';
  /**
   * Runs `work` in one transaction (READ COMMITTED on MySQL) and repeats it when the database asks for that (deadlock,
   * lock wait). So `work` may run more than once: no network call and no effect outside the transaction in it.
   */
  transact<T>(work: (trx: Trx) => Promise<T>): Promise<T>;
  /** Tells the listener which transaction has just been committed by this process. Must not throw. */
  onCommit(listener: (trx: Trx) => void): void;
  close(): Promise<void>;
}

/** @param url `sqlite:<file>`, `sqlite::memory:` or `mysql://user:password@host:port/name` */
export function openDatabase(url: string): Database {
  return url.startsWith('mysql:') ? openMysql(url) : openSqlite(url.slice('sqlite:'.length));
}

function openSqlite(file: string): Database {
  const connection = new SqliteDatabase(file);
  connection.pragma('journal_mode = WAL');
  // FULL: a commit is on disk before money moves on it.
  connection.pragma('synchronous = FULL');
  connection.pragma('busy_timeout = 5000');
  const db: Db = new Kysely({ dialect: new SqliteDialect({ database: cacheStatements(connection) }) });
  return {
    db,
    flavor: 'sqlite',
    ...transacting((work) => db.transaction().execute(work)),
    close: () => db.destroy(),
  };
}

function openMysql(url: string): Database {
  const pool = createPool({
    uri: url,
    timezone: 'Z',
    supportBigNumbers: true,
    connectionLimit: 10,
    charset: 'utf8mb4_bin',
  });
  const db: Db = new Kysely({ dialect: new MysqlDialect({ pool }) });
  return {
    db,
    flavor: 'mysql',
    ...transacting((work) => db.transaction().setIsolationLevel('read committed').execute(work)),
    close: () => db.destroy(),
  };
}

type Run = <T>(work: (trx: Trx) => Promise<T>) => Promise<T>;

function transacting(run: Run): Pick<Database, 'transact' | 'onCommit'> {
  const listeners: ((trx: Trx) => void)[] = [];
  return {
    async transact(work) {
      let committed: Trx | undefined;
      const result = await repeating(() =>
        run((trx) => {
          committed = trx;
          return work(trx);
        }),
      );
      for (const listener of listeners) if (committed) listener(committed);
      return result;
    },
    onCommit: (listener) => {
      listeners.push(listener);
    },
  };
}

const ATTEMPTS = 5;

async function repeating<T>(run: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run();
    } catch (error) {
      if (attempt === ATTEMPTS || !asksForRepeat(error)) throw error;
    }
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

function asksForRepeat(error: unknown): boolean {
  return ['ER_LOCK_DEADLOCK', 'ER_LOCK_WAIT_TIMEOUT', 'SQLITE_BUSY'].includes(codeOf(error));
}

export function isUniqueViolation(error: unknown): boolean {
  return ['ER_DUP_ENTRY', 'SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY'].includes(codeOf(error));
}

/** Runs an insert; false when its unique key stands already. Neither store aborts the transaction for that. */
export async function insertedOnce(insert: { execute(): Promise<unknown> }): Promise<boolean> {
  try {
    await insert.execute();
    return true;
  } catch (error) {
    if (isUniqueViolation(error)) return false;
    throw error;
  }
}

/** True on MySQL, where rows are locked one by one; on SQLite a writing transaction is alone anyway. */
export function locksRows(db: Db | Trx): boolean {
  return db.getExecutor().adapter instanceof MysqlAdapter;
}

/** `select … for update` where the store knows it. Needs a transaction. */
export function forUpdate<DB, TB extends keyof DB, O>(
  trx: Trx,
  query: SelectQueryBuilder<DB, TB, O>,
): SelectQueryBuilder<DB, TB, O> {
  return locksRows(trx) ? query.forUpdate() : query;
}

/** Locks only rows that nobody holds, so that several workers never wait for each other. */
export function forUpdateSkipLocked<DB, TB extends keyof DB, O>(
  trx: Trx,
  query: SelectQueryBuilder<DB, TB, O>,
): SelectQueryBuilder<DB, TB, O> {
  return locksRows(trx) ? query.forUpdate().skipLocked() : query;
}
