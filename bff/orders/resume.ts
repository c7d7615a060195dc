import type { Handler } from '../outbox/outbox.ts';
import type { Trx } from '../platform/db/index.ts';
import { holdAgain, holders } from './lines.ts';
import { move } from './move.ts';
import * as repository from './repository.ts';
import type { OrdersDeps } from './service.ts';
import type { OrderLineRow, OrderRow } from './table.ts';
import { intendWriteBack } from './write-back.ts';

/**
 * Outbox handler of `order.resume`: money came after the order was closed. When its bills are free they are held again and
 * written back: the bureau's own answer to that says whether they were still payable, at the amount of the moment of
 * payment. When one of them is held by another order, an officer decides about all of them.
 */
export function createResume(deps: OrdersDeps): Handler {
  return async (payload) => {
    await deps.database.transact(async (trx) => {
      const order = await repository.lock(trx, String(payload.orderId));
      if (order.state !== 'late_paid') return;
      const lines = await repository.linesOf(trx, [order.id]);
      const keys = lines.map((line) => line.bill_key);
      const taken = await holders(trx, keys);
      if (taken.length > 0) await handOver(deps, trx, order, lines);
      else await hold(deps, trx, order, lines);
    });
    return 'done';
  };
}

async function hold(deps: OrdersDeps, trx: Trx, order: OrderRow, lines: OrderLineRow[]): Promise<void> {
  for (const line of lines.toSorted((a, b) => (a.bill_key < b.bill_key ? -1 : 1))) {
    // Taken this very moment: nothing is written, and the next try finds the holder.
    if (!(await holdAgain(trx, line))) throw new Error('a bill was taken while it was held again');
  }
  const held = await move(trx, order, 'writing_back', { at: deps.clock.now() });
  await intendWriteBack(deps, trx, held);
}

async function handOver(deps: OrdersDeps, trx: Trx, order: OrderRow, lines: OrderLineRow[]): Promise<void> {
  const at = deps.clock.now();
  for (const line of lines) {
    await deps.ledger.suspended(trx, { lineId: line.id, amountFen: line.amount_fen, at });
  }
  await move(trx, order, 'manual', { at, facts: { why: 'bill held by another order' } });
  await deps.tell(trx, 'order_with_officer', order);
  deps.log.error({ orderId: order.id }, 'late payment of a bill that another order holds');
}
