import type { Clock } from '../clock.ts';
import type { Vault } from '../crypto.ts';
import { type Database, insertedOnce } from '../db/index.ts';
import type { Ids } from '../ids.ts';
import type { Log } from '../logger.ts';
import { DAY_MS } from '../time.ts';
import type { IdempotencyKeyRow } from './table.ts';

/** A process that was killed keeps a key for this long; one that lives renews it. */
export const LEASE_MS = 6_000;
const RENEW_MS = 2_000;
export const KEPT_MS = 7 * DAY_MS;
const CONTEXT = 'idempotency_keys.answer';

interface Answer {
  status: number;
  body: unknown;
}
type Ours = { kind: 'ours'; done(answer: Answer): Promise<void>; release(): Promise<void> };
type Claim =
  | Ours
  | { kind: 'answered'; answer: Answer }
  | { kind: 'running'; retryAfterSeconds: number }
  | { kind: 'other_body' };

export interface StoreDeps {
  database: Database;
  vault: Vault;
  clock: Clock;
  /** Says when a lease ends. Never moved: leases last real seconds. */
  machineClock: Clock;
  ids: Ids;
  log: Log;
}

/** Keys and answers in the database, where they outlive the process. */
export function createIdempotencyStore(deps: StoreDeps) {
  const { database, vault, clock, machineClock, ids, log } = deps;
  const { db } = database;

  async function claim(citizenId: string, route: string, keyHash: string, hash: string): Promise<Claim> {
    const now = clock.now();
    const row: IdempotencyKeyRow = {
      id: ids.next(),
      citizen_id: citizenId,
      route: route.slice(0, 64),
      request_key: keyHash,
      request_hash: hash,
      state: 'in_progress',
      lease_until: machineClock.now() + LEASE_MS,
      status: null,
      answer_sealed: null,
      created_at: now,
    };
    if (await insertedOnce(db.insertInto('idempotency_keys').values(row))) return ours(row.id);
    const standing = await find(row);
    // It was released between our insert and our look.
    if (!standing) return { kind: 'running', retryAfterSeconds: 1 };
    if (standing.created_at < now - KEPT_MS) return (await takeOver(standing, row)) ?? running(standing);
    if (standing.request_hash !== hash) return { kind: 'other_body' };
    if (standing.state === 'done') return { kind: 'answered', answer: open(standing) };
    if (standing.lease_until > machineClock.now()) return running(standing);
    return (await takeOver(standing, row)) ?? running(standing);
  }

  const find = (row: IdempotencyKeyRow) =>
    db
      .selectFrom('idempotency_keys')
      .selectAll()
      .where('citizen_id', '=', row.citizen_id)
      .where('route', '=', row.route)
      .where('request_key', '=', row.request_key)
      .executeTakeFirst();

  /** The lease ran out: whoever changes the row first goes on. */
  async function takeOver(standing: IdempotencyKeyRow, row: IdempotencyKeyRow): Promise<Ours | null> {
    const result = await db
      .updateTable('idempotency_keys')
      .set(row)
      .where('id', '=', standing.id)
      .where('lease_until', '=', standing.lease_until)
      .executeTakeFirst();
    return result.numUpdatedRows === 1n ? ours(row.id) : null;
  }

  const running = (standing: IdempotencyKeyRow): Claim => ({
    kind: 'running',
    retryAfterSeconds: Math.max(1, Math.ceil((standing.lease_until - machineClock.now()) / 1000)),
  });

  function ours(id: string): Ours {
    const renewal = setInterval(() => void renew(id), RENEW_MS);
    renewal.unref();
    const settle = async (write: Promise<unknown>) => {
      clearInterval(renewal);
      // The answer stands whether or not it could be kept: the lease runs out, and a repeat finds the effect by its own key.
      await write.catch((err: unknown) => log.warn({ err, id }, 'idempotency key could not be settled'));
    };
    return {
      kind: 'ours',
      done: (answer) => settle(keep(id, answer)),
      release: () => settle(db.deleteFrom('idempotency_keys').where('id', '=', id).execute()),
    };
  }

  const renew = (id: string) =>
    db
      .updateTable('idempotency_keys')
      .set({ lease_until: machineClock.now() + LEASE_MS })
      .where('id', '=', id)
      .where('state', '=', 'in_progress')
      .execute()
      .catch((err: unknown) => log.warn({ err, id }, 'idempotency lease could not be renewed'));

  const keep = (id: string, { status, body }: Answer) =>
    db
      .updateTable('idempotency_keys')
      .set({ state: 'done', status, answer_sealed: vault.seal(JSON.stringify(body ?? null), CONTEXT) })
      .where('id', '=', id)
      .execute();

  const open = (row: IdempotencyKeyRow): Answer => ({
    status: row.status ?? 200,
    body: JSON.parse(vault.open(row.answer_sealed ?? '', CONTEXT)),
  });

  return { claim };
}

const BATCH = 500;

/** Forgets old keys, a small batch at a time so that nobody waits behind it. @returns how many went */
export async function pruneIdempotencyKeys(database: Database, clock: Clock): Promise<number> {
  const old = await database.db
    .selectFrom('idempotency_keys')
    .select('id')
    .where('created_at', '<', clock.now() - KEPT_MS)
    .orderBy('created_at')
    .limit(BATCH)
    .execute();
  if (old.length === 0) return 0;
  await database.db
    .deleteFrom('idempotency_keys')
    .where(
      'id',
      'in',
      old.map((row) => row.id),
    )
    .execute();
  return old.length;
}
