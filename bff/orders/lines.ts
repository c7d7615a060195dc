import { type Db, insertedOnce, isUniqueViolation, type Trx } from '../platform/db/index.ts';
import type { OrderState } from './states.ts';
import type { OrderLineRow } from './table.ts';

export async function findLine(db: Db | Trx, id: string): Promise<OrderLineRow | null> {
  const row = await db.selectFrom('order_lines').selectAll().where('id', '=', id).executeTakeFirst();
  return row ?? null;
}

/** False when another order holds the bill. */
export const insertLine = (trx: Trx, row: OrderLineRow): Promise<boolean> =>
  insertedOnce(trx.insertInto('order_lines').values(row));

export async function updateLine(
  trx: Trx,
  id: string,
  fields: Partial<Omit<OrderLineRow, 'id' | 'order_id'>>,
): Promise<void> {
  await trx.updateTable('order_lines').set(fields).where('id', '=', id).execute();
}

/** Lets go of all bills of an order that was not paid. */
export async function releaseLines(trx: Trx, orderId: string): Promise<void> {
  await trx
    .updateTable('order_lines')
    .set({ hold_key: null, state: 'released' })
    .where('order_id', '=', orderId)
    .execute();
}

/** Takes a released bill again; false when another order holds it by now. */
export async function holdAgain(trx: Trx, line: OrderLineRow): Promise<boolean> {
  try {
    await updateLine(trx, line.id, { hold_key: line.bill_key, state: 'waiting' });
    return true;
  } catch (error) {
    if (isUniqueViolation(error)) return false;
    throw error;
  }
}

/** The lines that hold these bills now. */
export async function holders(
  db: Db | Trx,
  keys: readonly string[],
): Promise<Pick<OrderLineRow, 'bill_key' | 'order_id' | 'citizen_id' | 'state'>[]> {
  if (keys.length === 0) return [];
  return db
    .selectFrom('order_lines')
    .select(['bill_key', 'order_id', 'citizen_id', 'state'])
    .where('hold_key', 'in', keys)
    .execute();
}

/** Her orders in these states, each with its first line. */
export function firstLines(db: Db, citizenId: string, states: readonly OrderState[]) {
  return db
    .selectFrom('orders')
    .innerJoin('order_lines', 'order_lines.order_id', 'orders.id')
    .select([
      'orders.id',
      'orders.state',
      'orders.state_since',
      'orders.total_fen',
      'orders.expires_at',
      'orders.paid_at',
      'order_lines.snapshot_sealed',
    ])
    .where('orders.citizen_id', '=', citizenId)
    .where('orders.state', 'in', states)
    .where('order_lines.position', '=', 0)
    .orderBy('orders.id', 'desc')
    .limit(50)
    .execute();
}
