import { type Db, forUpdate, insertedOnce, type Trx } from '../platform/db/index.ts';
import type { Account, Posting } from './accounts.ts';
import type { LedgerEntryRow, LedgerPostingRow, LedgerSealRow } from './table.ts';

/** False when the entry stands already. */
export async function insert(
  trx: Trx,
  entry: LedgerEntryRow,
  postings: readonly Posting[],
): Promise<boolean> {
  if (!(await insertedOnce(trx.insertInto('ledger_entries').values(entry)))) return false;
  const rows = postings.map(({ account, amountFen }, position) => ({
    entry_id: entry.id,
    position,
    account,
    amount_fen: amountFen,
  }));
  await trx.insertInto('ledger_postings').values(rows).execute();
  return true;
}

/** Sums of these accounts at one moment. */
export async function balances(db: Db, of: readonly Account[]): Promise<Record<Account, number>> {
  const rows = await db
    .selectFrom('ledger_postings')
    .select((eb) => ['account', eb.fn.sum<number | string>('amount_fen').as('balance')])
    .where('account', 'in', of)
    .groupBy('account')
    .execute();
  const sums = { 'wechat-clearing': 0, 'bureau-due': 0, 'bureau-settled': 0, suspense: 0 };
  // MySQL sums BIGINT to DECIMAL, which arrives as text.
  for (const { account, balance } of rows) sums[account] = Number(balance);
  return sums;
}

/** Ids of entries whose postings do not sum to 0, or that have none. */
export async function unbalancedEntries(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('ledger_entries')
    .leftJoin('ledger_postings', 'ledger_postings.entry_id', 'ledger_entries.id')
    .select('ledger_entries.id')
    .groupBy('ledger_entries.id')
    .having((eb) =>
      eb.or([
        eb(eb.fn.sum('ledger_postings.amount_fen'), '!=', 0),
        eb(eb.fn.count('ledger_postings.position'), '<', 2),
      ]),
    )
    .limit(100)
    .execute();
  return rows.map((row) => row.id);
}

export async function countUnsealed(db: Db): Promise<number> {
  const count = async (table: 'ledger_entries' | 'ledger_seals') => {
    const query = db.selectFrom(table).select((eb) => eb.fn.countAll<number>().as('rows'));
    return (await query.executeTakeFirstOrThrow()).rows;
  };
  return (await count('ledger_entries')) - (await count('ledger_seals'));
}

export async function isSealed(trx: Trx, entryId: string): Promise<boolean> {
  const query = trx.selectFrom('ledger_seals').select('seq').where('entry_id', '=', entryId);
  return (await query.executeTakeFirst()) !== undefined;
}

export async function lockLastSeal(trx: Trx): Promise<LedgerSealRow | null> {
  const query = trx.selectFrom('ledger_seals').selectAll().orderBy('seq', 'desc').limit(1);
  return (await forUpdate(trx, query).executeTakeFirst()) ?? null;
}

/** False when another sealer took the place. */
export const insertSeal = (trx: Trx, row: LedgerSealRow): Promise<boolean> =>
  insertedOnce(trx.insertInto('ledger_seals').values(row));

export function sealsAfter(db: Db, seq: number, limit: number): Promise<LedgerSealRow[]> {
  return db
    .selectFrom('ledger_seals')
    .selectAll()
    .where('seq', '>', seq)
    .orderBy('seq')
    .limit(limit)
    .execute();
}

/** The entries with their postings in order. */
export async function entries(
  db: Db | Trx,
  ids: readonly string[],
): Promise<(LedgerEntryRow & LedgerPostingRow)[]> {
  if (ids.length === 0) return [];
  return db
    .selectFrom('ledger_entries')
    .innerJoin('ledger_postings', 'ledger_postings.entry_id', 'ledger_entries.id')
    .selectAll()
    .where('ledger_entries.id', 'in', ids)
    .orderBy('ledger_postings.position')
    .execute();
}
