import type { Mailbox } from './mailbox.ts';
import type { NoticeDesk } from './notice-desk.ts';
import type { OrderBook } from './order-book.ts';

/** WeChat's books as `GET /_city/state` shows them. Amounts in fen, times in epoch milliseconds. */
export function wechatState(now: number, orders: OrderBook, desk: NoticeDesk, mailbox: Mailbox) {
  return {
    transactions: orders.all(now).map((order) => ({
      mchid: order.mchid,
      outTradeNo: order.outTradeNo,
      prepayId: order.prepayId,
      transactionId: order.transactionId ?? null,
      state: order.state,
      totalFen: order.request.amount.total,
      openid: order.request.payer.openid,
      expiresAt: order.expiresAt,
    })),
    refunds: [],
    notices: desk.all().map(({ id, outTradeNo, type, attempts, lastStatus, outcome, nextAt }) => ({
      id,
      outTradeNo,
      type,
      attempts,
      lastStatus,
      outcome,
      nextAt: outcome === 'pending' ? nextAt : null,
    })),
    probes: desk.probes(),
    messages: mailbox.allMessages(),
    grants: mailbox.allGrants(),
  };
}
