import { type ColumnDefinitionBuilder, type CreateTableBuilder, type Kysely, sql } from 'kysely';
import { locksRows } from './database.ts';

/**
 * Column types that mean the same on both stores: ids ascii and case-sensitive, money and time BIGINT, booleans 0/1,
 * JSON and sealed values as text. SQLite does not enforce lengths; the front door's schemas do.
 */
export interface Columns {
  /** Ids, keys, codes: ≤ `length` ascii characters. */
  key(length?: number): ReturnType<typeof sql>;
  /** Short text in any script. */
  text(length: number): ReturnType<typeof sql>;
  /** Long text: JSON, sealed values. */
  long(): ReturnType<typeof sql>;
  /** Fen, epoch milliseconds, counts. */
  int(): ReturnType<typeof sql>;
}

// biome-ignore lint/suspicious/noExplicitAny: migrations run before the tables they create have a type
export type MigrationDb = Kysely<any>;

const mysqlColumns: Columns = {
  key: (length = 64) => sql.raw(`varchar(${length}) character set ascii collate ascii_bin`),
  text: (length) => sql.raw(`varchar(${length})`),
  long: () => sql`longtext`,
  int: () => sql`bigint`,
};

const sqliteColumns: Columns = {
  key: () => sql`text`,
  text: () => sql`text`,
  long: () => sql`text`,
  int: () => sql`integer`,
};

export function columnsOf(db: MigrationDb): Columns {
  return locksRows(db) ? mysqlColumns : sqliteColumns;
}

/** Starts a table with the store's own settings: InnoDB and utf8mb4_bin, or STRICT. */
export function createTable(db: MigrationDb, name: string): CreateTableBuilder<string, never> {
  const table = db.schema.createTable(name);
  return locksRows(db)
    ? table.modifyEnd(sql`engine=InnoDB default charset=utf8mb4 collate=utf8mb4_bin`)
    : table.modifyEnd(sql`strict`);
}

export const required = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder => column.notNull();
export const primary = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder =>
  column.notNull().primaryKey();
