import type { Trx } from '../platform/db/index.ts';
import { insertEvent, update } from './repository.ts';
import { eventOf, type OrderEvent, type OrderState } from './states.ts';
import type { OrderRow } from './table.ts';

/** What an event row keeps beside its name. Ids, codes and amounts: never a person. */
export type EventFacts = Record<string, string | number>;

export interface Change {
  at: number;
  facts?: EventFacts;
  /** Other columns that change with the step. */
  set?: Partial<Omit<OrderRow, 'id' | 'state' | 'state_since' | 'event_count'>>;
}

/** Takes one step of the graph with a locked order and leaves its event. Throws IllegalMove. */
export async function move(trx: Trx, order: OrderRow, to: OrderState, change: Change): Promise<OrderRow> {
  const event = eventOf(order.state, to);
  return write(trx, { ...order, state: to, state_since: change.at }, event, change);
}

/** Leaves an event that moves nothing. The order must be locked. */
export function note(trx: Trx, order: OrderRow, event: OrderEvent, change: Change): Promise<OrderRow> {
  return write(trx, order, event, change);
}

async function write(trx: Trx, order: OrderRow, event: OrderEvent, change: Change): Promise<OrderRow> {
  const { at, facts = {}, set } = change;
  const written = { ...order, ...set, event_count: order.event_count + 1 };
  await update(trx, written);
  await insertEvent(trx, {
    order_id: order.id,
    seq: order.event_count,
    event,
    at,
    facts: JSON.stringify(facts),
  });
  return written;
}
