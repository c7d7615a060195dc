import type Router from 'koa-router';
import { z } from 'zod';
import type { City } from '../kit/city.ts';
import { merchantOf } from './cashier.ts';
import { parsed, refuse } from './control-routes.ts';
import type { WechatKeys } from './keys.ts';
import { envelope, flaws, type Notice } from './notice.ts';
import type { NoticeDesk } from './notice-desk.ts';
import { newTransactionId, type Order, type OrderBook } from './order-book.ts';
import { type TradeView, tradeView } from './trade-view.ts';

const Overrides = z.strictObject({
  /** amount.total in fen. */
  amount: z.int().optional(),
  mchid: z.string().max(32).optional(),
  appid: z.string().max(32).optional(),
  currency: z.string().max(16).optional(),
  openid: z.string().max(128).optional(),
  transactionId: z.string().max(32).optional(),
  outTradeNo: z.string().max(32).optional(),
});
type Overrides = z.infer<typeof Overrides>;

const SendNotice = z.strictObject({
  outTradeNo: z.string(),
  /** Present: a new notice, made by hand and validly signed. Absent: the existing one once more. */
  overrides: Overrides.optional(),
  /** A deliberate fault of signature or sealing. */
  flaw: z.enum(flaws).optional(),
  times: z.int().min(1).max(200).default(1),
  parallel: z.boolean().default(false),
});

/** Notices by hand, beside the desk's own schedule: `POST /_city/wechat/notices` → `{ id, statuses }`. */
export function noticeRoutes(
  router: Router,
  city: City,
  keys: WechatKeys,
  orders: OrderBook,
  desk: NoticeDesk,
): void {
  router.post('/_city/wechat/notices', async (ctx) => {
    const wanted = await parsed(ctx, SendNotice);
    if (!wanted) return;
    const now = city.clock.now('wechat');
    const order = orders.all(now).find((one) => one.outTradeNo === wanted.outTradeNo);
    if (!order) return refuse(ctx, 404, 'not_found', 'no such outTradeNo');
    const notice = wanted.overrides
      ? byHand(order, wanted.overrides, keys, now)
      : desk.find(order.outTradeNo);
    if (!notice) return refuse(ctx, 409, 'not_paid', 'there is no notice yet; give overrides to make one');
    const statuses = await desk.resend(notice, wanted.times, wanted.parallel, wanted.flaw);
    ctx.body = { id: notice.id, statuses };
  });
}

/** Signed with the real key and sealed for the order's own merchant: only its content is wrong. */
function byHand(order: Order, overrides: Overrides, keys: WechatKeys, now: number): Notice {
  const paid: Order = {
    ...order,
    state: 'SUCCESS',
    transactionId: overrides.transactionId ?? order.transactionId ?? newTransactionId(now),
    paidAt: order.paidAt ?? now,
  };
  const body = envelope(changed(tradeView(paid), overrides), merchantOf(keys, order.mchid), now);
  return {
    id: (JSON.parse(body) as { id: string }).id,
    ordinal: 1,
    mchid: order.mchid,
    outTradeNo: order.outTradeNo,
    type: 'TRANSACTION.SUCCESS',
    url: order.request.notify_url,
    body,
    attempts: 0,
    lastStatus: null,
    nextAt: now,
    outcome: 'pending',
  };
}

function changed(trade: TradeView, overrides: Overrides): TradeView {
  const total = overrides.amount ?? trade.amount.total;
  const currency = overrides.currency ?? trade.amount.currency;
  return {
    ...trade,
    appid: overrides.appid ?? trade.appid,
    mchid: overrides.mchid ?? trade.mchid,
    out_trade_no: overrides.outTradeNo ?? trade.out_trade_no,
    amount: { total, payer_total: total, currency, payer_currency: currency },
    payer: { openid: overrides.openid ?? trade.payer?.openid ?? '' },
  };
}
