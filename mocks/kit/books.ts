import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Books, Shelf } from './city.ts';

/** Shelves with this prefix hold keys and secrets and outlive a reset. */
const KEPT = 'keep.';

export interface OpenBooks extends Books {
  /** Empties every shelf but the kept ones. */
  wipe(): void;
  close(): void;
}

/**
 * Opens `<dataDir>/city.sqlite` for this process alone.
 * Throws an Error that names CITY_DATA when another city already holds it.
 */
export function openBooks(dataDir: string): OpenBooks {
  mkdirSync(dataDir, { recursive: true });
  const db = new Database(join(dataDir, 'city.sqlite'), { timeout: 1000 });
  try {
    // Two cities writing one set of books would each believe in a different truth.
    db.pragma('locking_mode = EXCLUSIVE');
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.exec(`CREATE TABLE IF NOT EXISTS page (
      seq INTEGER PRIMARY KEY AUTOINCREMENT, shelf TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL,
      UNIQUE (shelf, id))`);
  } catch (cause) {
    db.close();
    throw new Error(`CITY_DATA: the books in ${dataDir} are in use by another city or unreadable`, { cause });
  }
  return {
    shelf: <T>(name: string) => shelfOf<T>(db, name),
    atomic: <T>(work: () => T): T => db.transaction(work)(),
    wipe: () => void db.prepare(`DELETE FROM page WHERE shelf NOT LIKE '${KEPT}%'`).run(),
    close: () => void db.close(),
  };
}

interface Row {
  body: string;
}

function shelfOf<T>(db: Database.Database, name: string): Shelf<T> {
  const get = db.prepare<[string, string], Row>('SELECT body FROM page WHERE shelf = ? AND id = ?');
  const put = db.prepare(
    'INSERT INTO page (shelf, id, body) VALUES (?, ?, ?) ON CONFLICT (shelf, id) DO UPDATE SET body = excluded.body',
  );
  const remove = db.prepare('DELETE FROM page WHERE shelf = ? AND id = ?');
  const all = db.prepare<[string], Row>('SELECT body FROM page WHERE shelf = ? ORDER BY seq');
  const clear = db.prepare('DELETE FROM page WHERE shelf = ?');
  return {
    get: (id) => {
      const row = get.get(name, id);
      return row && (JSON.parse(row.body) as T);
    },
    put: (id, page) => void put.run(name, id, JSON.stringify(page)),
    remove: (id) => void remove.run(name, id),
    all: () => all.all(name).map((row) => JSON.parse(row.body) as T),
    clear: () => void clear.run(name),
  };
}
