import type { Trx } from '../platform/db/index.ts';
import { releaseLines } from './lines.ts';
import { move, note } from './move.ts';
import type { Orders, ProvenPayment } from './orders.ts';
import * as repository from './repository.ts';
import type { OrdersDeps } from './service.ts';
import type { OrderRow } from './table.ts';
import { intendWriteBack } from './write-back.ts';

type Marks = Pick<Orders, 'markPaid' | 'markClosing' | 'markClosed'>;

/** What payments tell an order, each inside the caller's transaction. */
export function createMarks(deps: OrdersDeps): Marks {
  const { clock } = deps;
  return {
    async markPaid(trx, orderId, payment) {
      const order = await repository.lock(trx, orderId);
      assertMatch(order, payment);
      if (order.paid_at !== null) return paidBefore(deps, trx, order, payment);
      const late = order.state === 'closed';
      await takeMoney(deps, trx, order, payment);
      await deps.ledger.paid(trx, { orderId, amountFen: payment.amountFen, at: clock.now() });
      return late ? 'late_paid' : 'paid';
    },
    async markClosing(trx, orderId) {
      const order = await repository.lock(trx, orderId);
      if (order.state === 'closing') return 'closing';
      if (order.state !== 'unpaid') return 'not_unpaid';
      await move(trx, order, 'closing', { at: clock.now() });
      return 'closing';
    },
    async markClosed(trx, orderId, why) {
      const order = await repository.lock(trx, orderId);
      if (order.state !== 'unpaid' && order.state !== 'closing') return 'not_unpaid';
      await move(trx, order, 'closed', { at: clock.now(), facts: { why } });
      await releaseLines(trx, orderId);
      return 'closed';
    },
  };
}

/** Payments have matched these already; an order never takes other money, whoever calls. */
function assertMatch(order: OrderRow, { amountFen, mchid }: ProvenPayment): void {
  if (amountFen !== order.total_fen || mchid !== order.mchid) {
    throw new Error('a payment that does not match its order');
  }
}

async function takeMoney(deps: OrdersDeps, trx: Trx, order: OrderRow, payment: ProvenPayment): Promise<void> {
  const { attemptId, outTradeNo, transactionId, paidAt } = payment;
  const late = order.state === 'closed';
  const paid = await move(trx, order, late ? 'late_paid' : 'paid', {
    at: deps.clock.now(),
    facts: { attemptId, outTradeNo, transactionId },
    set: { paid_at: paidAt, out_trade_no: outTradeNo, transaction_id: transactionId },
  });
  if (!late) return intendWriteBack(deps, trx, paid);
  await deps.outbox.add(trx, {
    topic: 'order.resume',
    payload: { orderId: order.id },
    key: `order.resume:${order.id}`,
  });
  await deps.tell(trx, 'order_paid_late', order);
}

/** The same payment again changes nothing; another one is money that nobody owes: to suspense, and to an officer. */
async function paidBefore(
  deps: OrdersDeps,
  trx: Trx,
  order: OrderRow,
  { transactionId, outTradeNo, amountFen }: ProvenPayment,
): Promise<'already'> {
  if (transactionId === order.transaction_id) return 'already';
  const events = await repository.eventsOf(trx, [order.id]);
  const known = events.some(
    (row) => row.event === 'OrderPaidTwice' && row.facts.includes(`"${transactionId}"`),
  );
  if (known) return 'already';
  const at = deps.clock.now();
  await note(trx, order, 'OrderPaidTwice', {
    at,
    facts: { transactionId, outTradeNo, amountFen },
    set: { surplus_fen: order.surplus_fen + amountFen },
  });
  await deps.ledger.paidAgain(trx, { transactionId, amountFen, at });
  await deps.tell(trx, 'order_with_officer', order);
  deps.log.error({ orderId: order.id, transactionId }, 'order was paid twice');
  return 'already';
}
