import { type Database, type Db, forUpdateSkipLocked, insertedOnce, type Trx } from '../platform/db/index.ts';
import type { OutboxRow } from './table.ts';

/** False when an intention of the same key waits already. */
export function insert(trx: Trx, row: OutboxRow): Promise<boolean> {
  return insertedOnce(trx.insertInto('outbox').values(row));
}

export interface Claim {
  topic: string;
  limit: number;
  /** Product time: what is due by then. */
  now: number;
  /** Machine time: leases that ended before are free. */
  machineNow: number;
  leaseUntil: number;
  token: string;
}

function claimable(db: Db | Trx, claim: Claim) {
  return db
    .selectFrom('outbox')
    .select('id')
    .where('state', '=', 'ready')
    .where('topic', '=', claim.topic)
    .where('due_at', '<=', claim.now)
    .where('lease_until', '<', claim.machineNow);
}

/**
 * Leases due rows to one worker. The look outside the transaction keeps an idle poll to one plain read; the conditional
 * update decides, so that no row is ever leased twice, with or without `skip locked`.
 */
export async function claim({ db, transact }: Database, asked: Claim): Promise<OutboxRow[]> {
  if (!(await claimable(db, asked).limit(1).executeTakeFirst())) return [];
  return transact(async (trx) => {
    const rows = claimable(trx, asked).orderBy('due_at').limit(asked.limit);
    const ids = (await forUpdateSkipLocked(trx, rows).execute()).map((row) => row.id);
    if (ids.length === 0) return [];
    await trx
      .updateTable('outbox')
      .set((eb) => ({
        lease_token: asked.token,
        lease_until: asked.leaseUntil,
        attempts: eb('attempts', '+', 1),
        failures: eb('failures', '+', 1),
      }))
      .where('id', 'in', ids)
      .where('lease_until', '<', asked.machineNow)
      .execute();
    return trx
      .selectFrom('outbox')
      .selectAll()
      .where('id', 'in', ids)
      .where('lease_token', '=', asked.token)
      .orderBy('due_at')
      .execute();
  });
}

type Leased = Pick<OutboxRow, 'id' | 'lease_token'>;

/** Only while the lease is still ours: another worker may have taken over a lease that ran out. */
const whileLeased = (db: Db, row: Leased) =>
  db.updateTable('outbox').where('id', '=', row.id).where('lease_token', '=', row.lease_token);

export async function remove(db: Db, row: Leased): Promise<void> {
  await db.deleteFrom('outbox').where('id', '=', row.id).where('lease_token', '=', row.lease_token).execute();
}

export async function postpone(db: Db, row: Leased, dueAt: number, failures: number): Promise<void> {
  await whileLeased(db, row).set({ due_at: dueAt, lease_until: 0, lease_token: null, failures }).execute();
}

export async function fail(db: Db, row: Leased, dueAt: number, error: string): Promise<void> {
  await whileLeased(db, row)
    .set({ due_at: dueAt, lease_until: 0, lease_token: null, last_error: error })
    .execute();
}

export async function bury(db: Db, row: Leased, error: string): Promise<void> {
  await whileLeased(db, row)
    .set({ state: 'dead', lease_until: 0, lease_token: null, last_error: error })
    .execute();
}

export async function renew(db: Db, rows: readonly Leased[], leaseUntil: number): Promise<void> {
  for (const row of rows) await whileLeased(db, row).set({ lease_until: leaseUntil }).execute();
}

/** Gives a row back as if it had not been handed out. */
export async function release(db: Db, row: Leased): Promise<void> {
  await whileLeased(db, row)
    .set((eb) => ({ lease_until: 0, lease_token: null, failures: eb('failures', '-', 1) }))
    .execute();
}

/** Per state and topic: how many rows, and since when the oldest of them is due. */
export function backlog(db: Db) {
  return db
    .selectFrom('outbox')
    .select((eb) => [
      'state',
      'topic',
      eb.fn.countAll<number>().as('rows'),
      eb.fn.min<number>('due_at').as('oldestDueAt'),
    ])
    .groupBy(['state', 'topic'])
    .execute();
}
