import type { Order, TradeState } from './order-book.ts';
import { beijingTime } from './times.ts';

const descriptions: Record<TradeState, string> = {
  NOTPAY: '订单未支付',
  SUCCESS: '支付成功',
  CLOSED: '订单已关闭',
};

/** What a query answers and, once paid, what a notice carries. Payer and attach show only after payment. */
export interface TradeView {
  appid: string;
  mchid: string;
  out_trade_no: string;
  trade_state: TradeState;
  trade_state_desc: string;
  amount: { total: number; currency: string; payer_total?: number; payer_currency: string };
  promotion_detail: never[];
  transaction_id?: string;
  trade_type?: 'JSAPI';
  bank_type?: string;
  attach?: string;
  success_time?: string;
  payer?: { openid: string };
}

export function tradeView(order: Order): TradeView {
  const { request } = order;
  const view: TradeView = {
    appid: request.appid,
    mchid: order.mchid,
    out_trade_no: order.outTradeNo,
    trade_state: order.state,
    trade_state_desc: descriptions[order.state],
    amount: { total: request.amount.total, currency: 'CNY', payer_currency: 'CNY' },
    promotion_detail: [],
  };
  if (order.paidAt === undefined || order.transactionId === undefined) return view;
  return {
    ...view,
    amount: { ...view.amount, payer_total: request.amount.total },
    transaction_id: order.transactionId,
    trade_type: 'JSAPI',
    bank_type: 'OTHERS',
    attach: request.attach ?? '',
    success_time: beijingTime(order.paidAt),
    payer: request.payer,
  };
}
