import type { Message } from '../contract/index.ts';
import { cityHourMinute } from '../platform/time.ts';

/** What an event about an order is told with. Money in fen, moments in epoch milliseconds. */
export interface OrderWords {
  citizenId: string;
  title: string;
  payeeName: string;
  amountFen: number;
  /** 最迟: by then she hears more. */
  resolveBy: number | null;
  at: number;
}

export interface Told {
  title: string;
  body: string;
  /** At most five Chinese characters. */
  phrase: string;
}

const yuan = (fen: number): string => `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')} 元`;
const latest = ({ resolveBy }: OrderWords): string =>
  resolveBy === null ? '' : `，最迟 ${cityHourMinute(resolveBy)} 告诉您结果`;

const told: Record<Message['type'], (order: OrderWords) => Told> = {
  order_paid: (order) => ({
    title: '付款成功，正在入账',
    body: `「${order.title}」${yuan(order.amountFen)}已付给${order.payeeName}，正在等对方入账${latest(order)}。`,
    phrase: '正在入账',
  }),
  order_settled: (order) => ({
    title: '缴费完成',
    body: `「${order.title}」${yuan(order.amountFen)}，${order.payeeName}已入账。凭据在订单里，随时可以查看。`,
    phrase: '缴费成功',
  }),
  order_with_officer: (order) => ({
    title: '已转工作人员处理',
    body: `「${order.title}」${yuan(order.amountFen)}已付款，${order.payeeName}暂未入账。您无需再付，工作人员正在处理${latest(order)}。`,
    phrase: '人工处理',
  }),
  order_paid_late: (order) => ({
    title: '收到一笔迟到的付款',
    body: `「${order.title}」${yuan(order.amountFen)}在订单关闭后才到账。钱没有丢，正在核实${latest(order)}。请不要再付。`,
    phrase: '正在核实',
  }),
};

export const tell = (type: Message['type'], order: OrderWords): Told => told[type](order);
