import { randomBytes, randomInt } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Books, Shelf } from '../kit/city.ts';
import type { OrderRequest } from './order-request.ts';
import { PayRefusal } from './refusal.ts';
import { beijingStamp, day, hour, minute } from './times.ts';

export type TradeState = 'NOTPAY' | 'SUCCESS' | 'CLOSED';

/** One out_trade_no of one merchant. Times in epoch milliseconds on WeChat's clock. */
export interface Order {
  mchid: string;
  outTradeNo: string;
  /** The first request; a repeat must be the same. */
  request: OrderRequest;
  prepayId: string;
  prepaidAt: number;
  createdAt: number;
  /** Last moment at which it can be paid. */
  expiresAt: number;
  state: TradeState;
  transactionId?: string;
  paidAt?: number;
}

const prepayLife = 2 * hour;
const defaultLife = 7 * day;
const longestLife = 90 * day;

/** Why a payer cannot pay now. */
export type Unpayable = 'unknown' | 'expired' | 'closed' | 'already_paid';

export class OrderBook {
  private readonly orders: Shelf<Order>;
  /** Every prepay_id ever given → key of its order. */
  private readonly prepays: Shelf<string>;
  private readonly transactions: Shelf<string>;

  constructor(books: Books) {
    this.orders = books.shelf('wechat-orders');
    this.prepays = books.shelf('wechat-prepays');
    this.transactions = books.shelf('wechat-transactions');
  }

  clear(): void {
    for (const shelf of [this.orders, this.prepays, this.transactions]) shelf.clear();
  }

  all(now: number): Order[] {
    return this.orders.all().map((order) => aged(order, now));
  }

  /**
   * Places an order, or answers the repeat of one: the same prepay_id while it lives, a fresh one after.
   * Refuses ORDERPAID, ORDER_CLOSED, OUT_TRADE_NO_USED, INVALID_REQUEST (other parameters, expired), PARAM_ERROR.
   */
  place(request: OrderRequest, now: number): Order {
    const known = this.find(request.mchid, request.out_trade_no, now);
    if (known) return this.repeat(known, request, now);
    return this.issuePrepay(
      {
        mchid: request.mchid,
        outTradeNo: request.out_trade_no,
        request,
        prepayId: '',
        prepaidAt: now,
        createdAt: now,
        expiresAt: expiryOf(request, now),
        state: 'NOTPAY',
      },
      now,
    );
  }

  private repeat(order: Order, request: OrderRequest, now: number): Order {
    const same = isDeepStrictEqual(order.request, request);
    if (order.state === 'SUCCESS') throw new PayRefusal('ORDERPAID', '该订单已支付');
    if (order.state === 'CLOSED' && same) throw new PayRefusal('ORDER_CLOSED', '该订单已关闭，请重新下单');
    if (order.state === 'CLOSED')
      throw new PayRefusal('OUT_TRADE_NO_USED', '商户订单号重复，请更换订单号后重新下单');
    if (!same)
      throw new PayRefusal(
        'INVALID_REQUEST',
        '请求重入时，参数与首次请求时不一致。请更换商户订单号后重试',
        undefined,
        '268498688',
      );
    if (now > order.expiresAt)
      throw new PayRefusal('INVALID_REQUEST', '订单已过期，请重新下单', undefined, '268447914');
    return now - order.prepaidAt < prepayLife ? order : this.issuePrepay(order, now);
  }

  private issuePrepay(order: Order, now: number): Order {
    const prepayId = `wx${beijingStamp(now)}${randomBytes(10).toString('hex')}`;
    const issued = { ...order, prepayId, prepaidAt: now };
    this.prepays.put(prepayId, keyOf(order.mchid, order.outTradeNo));
    this.write(issued);
    return issued;
  }

  find(mchid: string, outTradeNo: string, now: number): Order | null {
    const order = this.orders.get(keyOf(mchid, outTradeNo));
    return order ? aged(order, now) : null;
  }

  findByTransaction(transactionId: string): Order | null {
    const key = this.transactions.get(transactionId);
    return (key !== undefined && this.orders.get(key)) || null;
  }

  findByPrepay(prepayId: string, now: number): Order | null {
    const key = this.prepays.get(prepayId);
    const order = key === undefined ? undefined : this.orders.get(key);
    return order ? aged(order, now) : null;
  }

  /** Null when the order can be paid with this prepay_id. */
  unpayable(order: Order | null, prepayId: string, now: number): Unpayable | null {
    if (!order) return 'unknown';
    if (order.state === 'SUCCESS') return 'already_paid';
    if (order.state === 'CLOSED') return 'closed';
    const stale = order.prepayId !== prepayId || now - order.prepaidAt >= prepayLife;
    return stale || now > order.expiresAt ? 'expired' : null;
  }

  /** The money moves: final, whatever is asked later. */
  pay(order: Order, now: number): Order & { transactionId: string } {
    const transactionId = newTransactionId(now);
    const paid = { ...order, state: 'SUCCESS' as const, transactionId, paidAt: now };
    this.transactions.put(transactionId, keyOf(order.mchid, order.outTradeNo));
    this.write(paid);
    return paid;
  }

  /** Closing twice is closing once. Refuses ORDER_NOT_EXIST, ORDERPAID. */
  close(mchid: string, outTradeNo: string, now: number): void {
    const order = this.find(mchid, outTradeNo, now);
    if (!order) throw new PayRefusal('ORDER_NOT_EXIST', '订单不存在');
    if (order.state === 'SUCCESS') throw new PayRefusal('ORDERPAID', '该订单已支付');
    this.write({ ...order, state: 'CLOSED' });
  }

  private write(order: Order): void {
    this.orders.put(keyOf(order.mchid, order.outTradeNo), order);
  }
}

const keyOf = (mchid: string, outTradeNo: string) => `${mchid}/${outTradeNo}`;

/** 28 digits, as WeChat's own. */
export const newTransactionId = (now: number): string =>
  `420000${randomInt(1000, 10_000)}${beijingStamp(now).slice(0, 8)}${randomInt(1e9, 1e10)}`;

/** Unpaid for seven days (or past a later time_expire) an order closes by itself. */
function aged(order: Order, now: number): Order {
  const closesAt = Math.max(order.createdAt + defaultLife, order.expiresAt);
  return order.state === 'NOTPAY' && now > closesAt ? { ...order, state: 'CLOSED' } : order;
}

function expiryOf(request: OrderRequest, now: number): number {
  if (request.time_expire === undefined) return now + defaultLife;
  const wanted = Date.parse(request.time_expire);
  if (wanted <= now + longestLife) return Math.max(wanted, now + minute);
  throw new PayRefusal('PARAM_ERROR', '订单失效时间不能超过90天', {
    field: '/time_expire',
    value: request.time_expire,
    issue: 'longer than 90 days',
    location: 'body',
  });
}
