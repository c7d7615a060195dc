import type { Handler } from '../outbox/outbox.ts';
import type { Vault } from '../platform/crypto.ts';
import type { Database, Db } from '../platform/db/index.ts';
import * as repository from './repository.ts';
import type { LedgerEntryRow, LedgerPostingRow } from './table.ts';

const GENESIS = '';
const BATCH = 500;

/**
 * A link commits to the link before and to one entry, under a key that the database does not know: whoever can write to
 * the tables still cannot rewrite the past. It holds ids and amounts only, so that deleting a person breaks nothing.
 */
function commitment(vault: Vault, before: string, rows: readonly (LedgerEntryRow & LedgerPostingRow)[]) {
  const [entry] = rows;
  const postings = rows.map((row) => [row.position, row.account, row.amount_fen]);
  const canonical = JSON.stringify([before, entry?.id, entry?.kind, entry?.subject, entry?.at, postings]);
  return vault.index(canonical, 'ledger.seal');
}

/** Outbox handler of `ledger.seal`: chains one committed entry. */
export function createSealer(database: Database, vault: Vault): Handler {
  const seal = (entryId: string) =>
    database.transact(async (trx) => {
      const last = await repository.lockLastSeal(trx);
      if (await repository.isSealed(trx, entryId)) return true;
      const rows = await repository.entries(trx, [entryId]);
      return repository.insertSeal(trx, {
        seq: (last?.seq ?? 0) + 1,
        entry_id: entryId,
        commitment: commitment(vault, last?.commitment ?? GENESIS, rows),
      });
    });
  return async (payload) => {
    const entryId = String(payload.entryId);
    // Another sealer may have taken the place at the end of the chain: the next one is ours.
    for (let sealed = false; !sealed; ) sealed = await seal(entryId);
    return 'done';
  };
}

/** The place of the first link that does not fit, or null when the whole chain holds. */
export async function firstBrokenSeal(db: Db, vault: Vault): Promise<number | null> {
  let before = GENESIS;
  let seq = 0;
  for (;;) {
    const seals = await repository.sealsAfter(db, seq, BATCH);
    if (seals.length === 0) return null;
    const rows = await repository.entries(
      db,
      seals.map((seal) => seal.entry_id),
    );
    const byEntry = Map.groupBy(rows, (row) => row.entry_id);
    for (const link of seals) {
      seq += 1;
      const expected = commitment(vault, before, byEntry.get(link.entry_id) ?? []);
      if (link.seq !== seq || link.commitment !== expected) return seq;
      before = link.commitment;
    }
  }
}
