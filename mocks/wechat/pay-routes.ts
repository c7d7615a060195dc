import type Router from 'koa-router';
import type { Order, OrderBook } from './order-book.ts';
import { CloseRequest, OrderRequest, readBody } from './order-request.ts';
import type { PayCall, PayDoors } from './pay-door.ts';
import { PayRefusal } from './refusal.ts';
import { tradeView } from './trade-view.ts';

/** Whether an openid belongs to somebody who uses this mini-program. */
export type KnowsOpenid = (openid: string) => boolean;

/** WeChat Pay v3, without prefix, since the merchant signs the path. */
export function payRoutes(router: Router, doors: PayDoors, orders: OrderBook, knows: KnowsOpenid): void {
  const { door, keys } = doors;
  router.post(
    '/v3/pay/transactions/jsapi',
    door('jsapi', (call) => {
      const request = readBody(OrderRequest, call.body);
      checkParties(request, call, keys.appid, knows);
      return { prepay_id: orders.place(request, call.now).prepayId };
    }),
  );
  router.get(
    '/v3/pay/transactions/out-trade-no/:outTradeNo',
    door('query', (call) => {
      checkQueryMchid(call);
      return tradeView(existing(orders.find(call.merchant.mchid, call.path('outTradeNo'), call.now)));
    }),
  );
  router.get(
    '/v3/pay/transactions/id/:transactionId',
    door('query', (call) => {
      checkQueryMchid(call);
      const order = orders.findByTransaction(call.path('transactionId'));
      return tradeView(existing(order?.mchid === call.merchant.mchid ? order : null));
    }),
  );
  router.post(
    '/v3/pay/transactions/out-trade-no/:outTradeNo/close',
    door('close', (call) => {
      const { mchid } = readBody(CloseRequest, call.body);
      checkMchid(mchid, call, 'body');
      orders.close(mchid, call.path('outTradeNo'), call.now);
      return null;
    }),
  );
  router.all(
    '/v3/*rest',
    door('other', () => {
      throw new PayRefusal('RESOURCE_NOT_EXISTS', '请求的资源不存在，请检查请求路径');
    }),
  );
}

function existing(order: Order | null): Order {
  if (order) return order;
  throw new PayRefusal('ORDER_NOT_EXIST', '订单不存在');
}

function checkQueryMchid(call: PayCall): void {
  const mchid = call.query.get('mchid');
  const detail = { field: 'mchid', issue: 'missing', location: 'query' } as const;
  if (!mchid) throw new PayRefusal('PARAM_ERROR', '缺少参数mchid', detail);
  checkMchid(mchid, call, 'query');
}

function checkMchid(mchid: string, call: PayCall, location: 'body' | 'query'): void {
  if (mchid === call.merchant.mchid) return;
  const detail = { field: 'mchid', value: mchid, issue: 'differs from Authorization', location };
  throw new PayRefusal('INVALID_REQUEST', '商户号与签名所用商户号不一致', detail, '268447843');
}

function checkParties(request: OrderRequest, call: PayCall, appid: string, knows: KnowsOpenid): void {
  checkMchid(request.mchid, call, 'body');
  if (request.appid !== appid)
    throw new PayRefusal('APPID_MCHID_NOT_MATCH', 'appid和mch_id不匹配，请检查后再试');
  if (!/^o[0-9A-Za-z_-]{27}$/.test(request.payer.openid))
    throw new PayRefusal('PARAM_ERROR', '无效的openid', {
      field: '/payer/openid',
      value: request.payer.openid,
      issue: 'not an openid',
      location: 'body',
    });
  if (!knows(request.payer.openid)) throw new PayRefusal('OPENID_MISMATCH', 'openid和appid不匹配');
}
