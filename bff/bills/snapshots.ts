import { LRUCache } from 'lru-cache';
import type { BureauBill } from '../../adapters/index.ts';
import type { Vault } from '../platform/crypto.ts';
import { type Database, insertedOnce, type Trx } from '../platform/db/index.ts';
import type { BillRow } from './table.ts';

/** A bill with where it came from and when. */
export interface KnownBill {
  /** Ours, per resident. */
  id: string;
  service: string;
  bill: BureauBill;
  asOf: number;
  stale: boolean;
}

export interface Listing {
  bills: KnownBill[];
  asOf: number;
  stale: boolean;
}

/** An unchanged listing is written again after that long, so that its as-of stays true enough. */
const REWRITE_MS = 10 * 60_000;
const CONTEXT = 'bills.snapshot';

/**
 * Bills as last seen, so that an id stays valid, and a list can be shown while its bureau is silent and after a restart.
 * Ids follow from resident, service and number: the same bill is the same id for the same resident, always.
 */
export function createSnapshots({ database, vault }: { database: Database; vault: Vault }) {
  const { db } = database;
  /** What stands in the table already, so that looking again writes nothing. */
  const written = new LRUCache<string, { asOf: number; content: string }>({ max: 10_000 });

  /** Names are worked out once, as long as they are remembered. */
  const ids = new LRUCache<string, string>({ max: 50_000 });
  const idOf = (citizenId: string, service: string, number: string) => {
    const what = JSON.stringify([citizenId, service, number]);
    const known = ids.get(what);
    if (known !== undefined) return known;
    const id = vault.index(what, 'bill_id');
    ids.set(what, id);
    return id;
  };
  const numberIndex = (service: string, number: string) =>
    vault.index(`${service}\0${number}`, 'bill_number');
  const open = (row: BillRow): KnownBill => ({
    id: row.id,
    service: row.service,
    bill: JSON.parse(vault.open(row.snapshot_sealed, CONTEXT)) as BureauBill,
    asOf: row.as_of,
    stale: true,
  });

  async function put(trx: Trx, row: BillRow): Promise<void> {
    const { snapshot_sealed, as_of, subject_id } = row;
    const change = { snapshot_sealed, as_of, ...(subject_id !== null && { subject_id }) };
    const result = await trx.updateTable('bills').set(change).where('id', '=', row.id).executeTakeFirst();
    if (result.numUpdatedRows === 0n) await insertedOnce(trx.insertInto('bills').values(row));
  }

  const rowOf = (citizenId: string, known: KnownBill, subjectId: string | null): BillRow => ({
    id: known.id,
    citizen_id: citizenId,
    service: known.service,
    number_index: numberIndex(known.service, known.bill.number),
    snapshot_sealed: vault.seal(JSON.stringify(known.bill), CONTEXT),
    subject_id: subjectId,
    as_of: known.asOf,
  });

  return {
    name: (
      citizenId: string,
      service: string,
      bill: BureauBill,
      asOf: number,
      stale: boolean,
    ): KnownBill => ({
      id: idOf(citizenId, service, bill.number),
      service,
      bill,
      asOf,
      stale,
    }),

    /** Remembers a subject's whole listing; what it no longer names is no longer listed. */
    async keepListing(citizenId: string, subjectId: string, { bills, asOf }: Listing): Promise<void> {
      const key = `${citizenId} ${subjectId}`;
      const last = written.get(key);
      if (last?.asOf === asOf) return;
      const content = contentOf(bills);
      if (last && last.content === content && asOf - last.asOf < REWRITE_MS && asOf >= last.asOf) return;
      const rows = bills.map((known) => rowOf(citizenId, known, subjectId));
      await database.transact(async (trx) => {
        await trx
          .updateTable('bills')
          .set({ subject_id: null })
          .where('citizen_id', '=', citizenId)
          .where('subject_id', '=', subjectId)
          .execute();
        for (const row of rows) await put(trx, row);
      });
      written.set(key, { asOf, content });
    },

    async keep(citizenId: string, known: KnownBill): Promise<void> {
      const row = rowOf(citizenId, known, null);
      await database.transact((trx) => put(trx, row));
    },

    /** Null when it is not there or not hers. */
    async find(citizenId: string, id: string): Promise<(KnownBill & { subjectId: string | null }) | null> {
      const row = await db
        .selectFrom('bills')
        .selectAll()
        .where('id', '=', id)
        .where('citizen_id', '=', citizenId)
        .executeTakeFirst();
      return row ? { ...open(row), subjectId: row.subject_id } : null;
    },

    /** The last listing of a subject, or null when none is known. */
    async listing(citizenId: string, subjectId: string): Promise<Listing | null> {
      const rows = await db
        .selectFrom('bills')
        .selectAll()
        .where('citizen_id', '=', citizenId)
        .where('subject_id', '=', subjectId)
        .execute();
      if (rows.length === 0) return null;
      return { bills: rows.map(open), asOf: Math.min(...rows.map((row) => row.as_of)), stale: true };
    },

    /** Who has seen this bill. */
    async seenBy(service: string, number: string): Promise<string[]> {
      const rows = await db
        .selectFrom('bills')
        .select('citizen_id')
        .where('service', '=', service)
        .where('number_index', '=', numberIndex(service, number))
        .execute();
      return rows.map((row) => row.citizen_id);
    },
  };
}
export type Snapshots = ReturnType<typeof createSnapshots>;

/** What a resident would notice; the as-of of each fact is not. */
function contentOf(bills: readonly KnownBill[]): string {
  return JSON.stringify(bills.map(({ bill: { facts, ...rest } }) => [rest, facts.map((fact) => fact.value)]));
}
