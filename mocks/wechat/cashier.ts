import type { City } from '../kit/city.ts';
import { profileOf } from '../kit/regions.ts';
import type { Merchant, WechatKeys } from './keys.ts';
import type { NoticeDesk } from './notice-desk.ts';
import type { Order, OrderBook, TradeState, Unpayable } from './order-book.ts';

/** What the payer sees before paying. */
export interface Counter {
  prepayId: string;
  payee: string;
  description: string;
  totalFen: number;
  outTradeNo: string;
  /** Null when it can be paid. */
  unpayable: Exclude<Unpayable, 'unknown'> | null;
}

/** Why the cashier turns a payer away, with the status and words of each case. */
export const turnedAway = {
  unknown: [404, '找不到这笔支付，请回到原页面重新发起'],
  expired: [409, '这笔支付已过期，请回到原页面重新发起'],
  closed: [409, '订单已关闭，请回到原页面重新下单'],
  already_paid: [409, '这笔订单已经支付，请勿重复付款'],
  other_payer: [409, '这笔订单只能由下单的微信用户支付'],
} as const;
export type TurnedAway = keyof typeof turnedAway;

export type Settled = { transactionId?: string; state: TradeState } | { refused: TurnedAway };

/** The payer's side of WeChat Pay: what `wx.requestPayment` opens. */
export class Cashier {
  private readonly city: City;
  private readonly keys: WechatKeys;
  private readonly orders: OrderBook;
  private readonly desk: NoticeDesk;

  constructor(city: City, keys: WechatKeys, orders: OrderBook, desk: NoticeDesk) {
    this.city = city;
    this.keys = keys;
    this.orders = orders;
    this.desk = desk;
  }

  /** Null when nobody ever gave this prepay_id out. */
  counter(prepayId: string): Counter | null {
    const now = this.city.clock.now('wechat');
    const order = this.orders.findByPrepay(prepayId, now);
    if (!order) return null;
    const why = this.orders.unpayable(order, prepayId, now);
    return {
      prepayId,
      payee: payeeName(this.city.profile, this.keys, order.mchid),
      description: order.request.description,
      totalFen: order.request.amount.total,
      outTradeNo: order.outTradeNo,
      unpayable: why === 'unknown' ? null : why,
    };
  }

  /** The payer confirms, or turns back and leaves the order unpaid. `openid` absent = the one who ordered. */
  settle(prepayId: string, result: 'paid' | 'cancel', openid?: string): Settled {
    const now = this.city.clock.now('wechat');
    const order = this.orders.findByPrepay(prepayId, now);
    const why = this.orders.unpayable(order, prepayId, now);
    if (!order || why) return { refused: why ?? 'unknown' };
    if (openid !== undefined && openid !== order.request.payer.openid) return { refused: 'other_payer' };
    if (result === 'cancel') return { state: order.state };
    const paid = this.take(order, now);
    this.desk.due();
    return { transactionId: paid.transactionId, state: paid.state };
  }

  /** Payment and the duty to announce it are one entry in the books. */
  private take(order: Order, now: number) {
    const merchant = merchantOf(this.keys, order.mchid);
    return this.city.books.atomic(() => {
      const paid = this.orders.pay(order, now);
      this.desk.announce(paid, merchant);
      return paid;
    });
  }
}

export function merchantOf(keys: WechatKeys, mchid: string): Merchant {
  const merchant = keys.merchants.find((one) => one.mchid === mchid);
  if (merchant) return merchant;
  throw new Error(`an order of merchant ${mchid}, whose keys are gone`);
}

/** The first merchant is the traffic police, the second the city's waterworks. */
function payeeName(profile: string, keys: WechatKeys, mchid: string): string {
  const { name, police } = profileOf(profile);
  return mchid === keys.merchants[0]?.mchid ? police : `${name}自来水公司`;
}
