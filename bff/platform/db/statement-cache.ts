import type { Database, Statement } from 'better-sqlite3';
import type { SqliteDatabase } from 'kysely';
import { LRUCache } from 'lru-cache';

/** Preparing costs more than running a point read: keep the prepared statements. */
export function cacheStatements(connection: Database): SqliteDatabase {
  const prepared = new LRUCache<string, Statement>({ max: 500 });
  return {
    close: () => {
      connection.close();
    },
    prepare: (sql) => {
      const known = prepared.get(sql);
      if (known) return known;
      const statement = connection.prepare(sql);
      prepared.set(sql, statement);
      return statement;
    },
  };
}
