import type { Order, OrderLine, OrderStep, Receipt } from '../contract/index.ts';
import type { Vault } from '../platform/crypto.ts';
import { rfc3339 } from '../platform/time.ts';
import { noticeOf } from './notice.ts';
import { openSnapshot } from './snapshot.ts';
import { type OrderEvent, outerWord, resolveBy } from './states.ts';
import type { OrderEventRow, OrderLineRow, OrderRow } from './table.ts';

/** An order with everything that is told of it. */
export interface OrderFacts {
  order: OrderRow;
  lines: readonly OrderLineRow[];
  events: readonly OrderEventRow[];
}

const STEPS: Partial<Record<OrderEvent, OrderStep['step']>> = {
  OrderPlaced: 'placed',
  OrderPaid: 'paid',
  OrderPaidLate: 'paid_late',
  BureauTold: 'bureau_told',
  BureauSilent: 'bureau_silent',
  OrderSettled: 'settled',
  OrderOverdue: 'with_officer',
  OrderHandedToOfficer: 'with_officer',
  OrderClosed: 'closed',
};

/** WeChat's number is long; a resident compares its end. */
const SHOWN_DIGITS = 8;

export function presentOrder(facts: OrderFacts, vault: Vault, now: number): Order {
  const { order, lines, events } = facts;
  const by = resolveBy(order.state, order.state_since, now);
  const notice = noticeOf(facts, by, now);
  return {
    id: order.id,
    status: outerWord[order.state],
    lines: lines.map((line) => presentLine(order, line, vault)),
    totalFen: order.total_fen,
    paidFen: order.paid_at === null ? 0 : order.total_fen + order.surplus_fen,
    refundedFen: 0,
    ...(order.out_trade_no !== null && { outTradeNo: order.out_trade_no }),
    ...(order.transaction_id !== null && { transactionId: order.transaction_id.slice(-SHOWN_DIGITS) }),
    createdAt: rfc3339(order.created_at),
    expiresAt: rfc3339(order.expires_at),
    ...(order.paid_at !== null && { paidAt: rfc3339(order.paid_at) }),
    ...(by !== null && { resolveBy: rfc3339(by) }),
    ...(notice && { notice }),
    steps: events.flatMap(presentStep),
  };
}

function presentLine(order: OrderRow, line: OrderLineRow, vault: Vault): OrderLine {
  const { number, title, subjectLabel } = openSnapshot(vault, line.snapshot_sealed);
  return {
    billId: line.bill_id,
    service: line.service,
    number,
    title,
    subjectLabel,
    payeeName: line.payee_name,
    amountFen: line.amount_fen,
    status: line.state === 'settled' ? 'done' : outerWord[order.state],
  };
}

function presentStep({ event, at }: OrderEventRow): OrderStep[] {
  const step = STEPS[event];
  return step ? [{ step, at: rfc3339(at) }] : [];
}

/** Null until every bill is settled. */
export function presentReceipt({ order, lines }: OrderFacts, vault: Vault): Receipt | null {
  const { transaction_id: transactionId, paid_at: paidAt } = order;
  if (order.state !== 'settled' || transactionId === null || paidAt === null) return null;
  return {
    orderId: order.id,
    number: order.out_trade_no ?? order.id,
    lines: lines.map((line) => ({
      service: line.service,
      ...openSnapshot(vault, line.snapshot_sealed),
      payeeName: line.payee_name,
      amountFen: line.amount_fen,
      voucher: line.voucher ?? '',
      settledAt: rfc3339(line.settled_at ?? order.state_since),
    })),
    totalFen: order.total_fen,
    paidAt: rfc3339(paidAt),
    transactionId,
  };
}

/** `机动车违反禁令标志 等 2 笔` */
export function titleOf(first: string, count: number): string {
  return count > 1 ? `${first} 等 ${count} 笔` : first;
}
