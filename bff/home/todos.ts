import type { Bill } from '../contract/bills.ts';
import type { Home } from '../contract/home.ts';
import { rfc3339 } from '../platform/time.ts';

export type Todo = Home['todos'][number];

/** An order of hers that is not finished. Times in epoch ms. */
export interface OpenOrder {
  id: string;
  title: string;
  amountFen: number;
  /** By then the outcome is known; null while unpaid. */
  resolveBy: number | null;
  expiresAt: number;
  paid: boolean;
}

export function billTodo(bill: Bill, serviceTitle: string): Todo {
  return {
    id: `bill-${bill.id}`,
    kind: 'bill',
    title: bill.title,
    subtitle: `${serviceTitle} · ${bill.subjectLabel}`,
    amountFen: bill.amountFen,
    dueAt: bill.dueAt ?? null,
    ...consequence(bill),
    stale: bill.stale,
    ref: { kind: 'bill', id: bill.id },
  };
}

function consequence({ lateFen, lateFenPerDay, dueAt }: Bill): { consequence?: string } {
  if (lateFen > 0) {
    const grows = lateFenPerDay ? `，每天增加 ${yuan(lateFenPerDay)} 元` : '';
    return { consequence: `已逾期，含滞纳金 ${yuan(lateFen)} 元${grows}` };
  }
  return dueAt === undefined ? {} : { consequence: '逾期将产生滞纳金' };
}

export function orderTodo({ id, title, amountFen, resolveBy, expiresAt, paid }: OpenOrder): Todo {
  return {
    id: `order-${id}`,
    kind: 'order',
    title,
    subtitle: paid ? '已付款，正在等收款单位确认' : '订单待支付',
    amountFen,
    dueAt: rfc3339(paid ? (resolveBy ?? expiresAt) : expiresAt),
    consequence: paid ? '到时仍未确认，由工作人员处理，不会重复扣款' : '到时未付款，订单自动关闭',
    stale: false,
    ref: { kind: 'order', id },
  };
}

const yuan = (fen: number) => (fen / 100).toFixed(2);
