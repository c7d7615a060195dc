import type Router from 'koa-router';
import { z } from 'zod';
import { Id, Order, OrderList, OrderQuery, PlaceOrder, Receipt } from '../contract/index.ts';
import type { Doors } from '../http/doors.ts';
import { guard } from '../http/guard.ts';
import type { Orders } from './orders.ts';

const MINUTE = 60_000;
/** More than a person can press, far less than a bureau feels. */
const PLACINGS = { most: 60, windowMs: MINUTE };

const OfOrder = z.strictObject({ id: Id });

export function orderRoutes(router: Router, orders: Orders, { citizen, idempotent, limit }: Doors): void {
  router.post(
    '/orders',
    citizen('L2'),
    limit('orders', PLACINGS),
    idempotent,
    guard(
      { body: PlaceOrder, response: Order, status: 201 },
      ({ body, citizen: who, idempotencyKey = '', requestId }) =>
        orders.place(who, body.billIds, idempotencyKey, requestId),
    ),
  );
  router.get(
    '/orders',
    citizen('L2'),
    guard({ query: OrderQuery, response: OrderList }, ({ query, citizen: who }) => orders.list(who, query)),
  );
  router.get(
    '/orders/:id',
    citizen('L2'),
    guard({ params: OfOrder, response: Order }, ({ params, citizen: who }) => orders.view(who, params.id)),
  );
  router.get(
    '/orders/:id/receipt',
    citizen('L2'),
    guard({ params: OfOrder, response: Receipt }, ({ params, citizen: who }) =>
      orders.receipt(who, params.id),
    ),
  );
}
