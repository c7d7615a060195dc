import type { AccessEntry, AccessLedger } from '../../adapters/index.ts';
import type { AccessList } from '../contract/privacy.ts';
import { AppError } from '../platform/app-error.ts';
import type { Db } from '../platform/db/index.ts';
import type { Ids } from '../platform/ids.ts';
import { rfc3339 } from '../platform/time.ts';
import type { PrivacyLedgerRow } from './table.ts';

/** One statement's worth; SQLite takes 32766 parameters, MySQL's packet is far. */
const MOST_AT_ONCE = 200;

/** The id of the last entry that was shown. */
const CURSOR = /^[0-9A-HJKMNP-TV-Z]{26}$/;

interface Waiting {
  row: PrivacyLedgerRow;
  written(): void;
  failed(cause: unknown): void;
}

export interface Privacy {
  /** Resolves when the entry is on disk. Entries that come while a write is under way go together in the next. */
  ledger: AccessLedger;
  list(citizenId: string, query: { cursor?: string | undefined; limit: number }): Promise<AccessList>;
  /** Everything that was handed in is written. */
  flush(): Promise<void>;
}

/** The residents' own record of who looked at their data (个人信息使用记录). */
export function createPrivacy({ db, ids }: { db: Db; ids: Ids }): Privacy {
  let waiting: Waiting[] = [];
  let writing: Promise<void> | null = null;

  async function writeAll(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, MOST_AT_ONCE);
      waiting = waiting.slice(MOST_AT_ONCE);
      const rows = batch.map((each) => each.row);
      await db
        .insertInto('privacy_ledger')
        .values(rows)
        .execute()
        .then(
          () => batch.forEach((each) => void each.written()),
          (cause: unknown) => batch.forEach((each) => void each.failed(cause)),
        );
    }
    writing = null;
  }

  return {
    ledger: {
      record: (entry) =>
        new Promise((written, failed) => {
          waiting.push({ row: rowOf(ids.next(), entry), written, failed });
          // A turn later, so that what is asked side by side is written in one statement.
          writing ??= Promise.resolve().then(writeAll);
        }),
    },
    async list(citizenId, { cursor, limit }) {
      if (cursor !== undefined && !CURSOR.test(cursor)) throw badCursor();
      let query = db
        .selectFrom('privacy_ledger')
        .selectAll()
        .where('citizen_id', '=', citizenId)
        .orderBy('id', 'desc')
        .limit(limit + 1);
      if (cursor !== undefined) query = query.where('id', '<', cursor);
      const rows = await query.execute();
      const page = rows.slice(0, limit);
      return { items: page.map(present), nextCursor: rows.length > limit ? (page.at(-1)?.id ?? null) : null };
    },
    flush: async () => {
      await writing;
    },
  };
}

const badCursor = () =>
  new AppError('invalid_request', {
    details: { issues: [{ field: 'query.cursor', problem: 'not a cursor' }] },
  });

function rowOf(id: string, entry: AccessEntry): PrivacyLedgerRow {
  return {
    id,
    citizen_id: entry.citizenId,
    at: entry.at,
    system: entry.system,
    actor: entry.actor,
    purpose: entry.purpose.slice(0, 200),
    legal_basis: entry.legalBasis.slice(0, 500),
    fields: JSON.stringify(entry.fields),
    outcome: entry.outcome,
    request_id: entry.requestId.slice(0, 64),
  };
}

function present(row: PrivacyLedgerRow): AccessList['items'][number] {
  return {
    id: row.id,
    at: rfc3339(row.at),
    system: row.system,
    actor: row.actor,
    purpose: row.purpose,
    legalBasis: row.legal_basis,
    fields: JSON.parse(row.fields) as string[],
    outcome: row.outcome,
  };
}
