import { type Db, forUpdate, insertedOnce, type Trx } from '../platform/db/index.ts';
import type { OrderState } from './states.ts';
import type { OrderEventRow, OrderLineRow, OrderRow } from './table.ts';

export async function find(db: Db | Trx, id: string): Promise<OrderRow | null> {
  const row = await db.selectFrom('orders').selectAll().where('id', '=', id).executeTakeFirst();
  return row ?? null;
}

/** Her order, or null: also when it is somebody else's. */
export async function findOwn(db: Db, citizenId: string, id: string): Promise<OrderRow | null> {
  const row = await find(db, id);
  return row?.citizen_id === citizenId ? row : null;
}

export async function findByRequest(db: Db, requestKey: string): Promise<OrderRow | null> {
  const query = db.selectFrom('orders').selectAll().where('request_key', '=', requestKey);
  return (await query.executeTakeFirst()) ?? null;
}

/** Throws when there is none: jobs and payments name orders that exist. */
export async function lock(trx: Trx, id: string): Promise<OrderRow> {
  const query = trx.selectFrom('orders').selectAll().where('id', '=', id);
  return forUpdate(trx, query).executeTakeFirstOrThrow();
}

export interface Slice {
  citizenId: string;
  /** Absent: all. */
  states?: readonly OrderState[];
  /** Ids below this one. */
  before?: string;
  limit: number;
}

/** Newest first: ids sort by time. */
export function list(db: Db, { citizenId, states, before, limit }: Slice): Promise<OrderRow[]> {
  let query = db.selectFrom('orders').selectAll().where('citizen_id', '=', citizenId);
  if (states) query = query.where('state', 'in', states);
  if (before) query = query.where('id', '<', before);
  return query.orderBy('id', 'desc').limit(limit).execute();
}

/** False when the request key stands already. */
export const insert = (trx: Trx, row: OrderRow): Promise<boolean> =>
  insertedOnce(trx.insertInto('orders').values(row));

export async function update(trx: Trx, { id, ...fields }: OrderRow): Promise<void> {
  await trx.updateTable('orders').set(fields).where('id', '=', id).execute();
}

export async function insertEvent(trx: Trx, row: OrderEventRow): Promise<void> {
  await trx.insertInto('order_events').values(row).execute();
}

export async function eventsOf(db: Db | Trx, orderIds: readonly string[]): Promise<OrderEventRow[]> {
  if (orderIds.length === 0) return [];
  const query = db.selectFrom('order_events').selectAll().where('order_id', 'in', orderIds);
  return query.orderBy('order_id').orderBy('seq').execute();
}

/** Per state: how many orders, and since when the oldest is in it. */
export function ages(db: Db, states: readonly OrderState[]) {
  return db
    .selectFrom('orders')
    .select((eb) => [
      'state',
      eb.fn.countAll<number>().as('orders'),
      eb.fn.min<number>('state_since').as('oldest'),
    ])
    .where('state', 'in', states)
    .groupBy('state')
    .execute();
}

/** How many orders of a state are older than a moment. */
export async function countOlder(db: Db, state: OrderState, since: number): Promise<number> {
  const { orders } = await db
    .selectFrom('orders')
    .select((eb) => eb.fn.countAll<number>().as('orders'))
    .where('state', '=', state)
    .where('state_since', '<=', since)
    .executeTakeFirstOrThrow();
  return orders;
}

export async function linesOf(db: Db | Trx, orderIds: readonly string[]): Promise<OrderLineRow[]> {
  if (orderIds.length === 0) return [];
  const query = db.selectFrom('order_lines').selectAll().where('order_id', 'in', orderIds);
  return query.orderBy('order_id').orderBy('position').execute();
}

/** What the orders themselves say was paid and settled, fen: the ledger must say the same. */
export async function totals(db: Db): Promise<{ paidFen: number; settledFen: number }> {
  const paid = await db
    .selectFrom('orders')
    .select((eb) => [eb.fn.sum<Sum>('total_fen').as('total'), eb.fn.sum<Sum>('surplus_fen').as('surplus')])
    .where('paid_at', 'is not', null)
    .executeTakeFirstOrThrow();
  const settled = await db
    .selectFrom('order_lines')
    .select((eb) => eb.fn.sum<Sum>('amount_fen').as('total'))
    .where('state', '=', 'settled')
    .executeTakeFirstOrThrow();
  return { paidFen: Number(paid.total) + Number(paid.surplus), settledFen: Number(settled.total) };
}

/** SQLite answers a number, MySQL DECIMAL as text; null when there is nothing to sum. */
type Sum = number | string | null;
