import type Router from 'koa-router';
import { z } from 'zod';
import { Id, Nothing, Order, Payment } from '../contract/index.ts';
import type { SignedIn } from '../http/context.ts';
import type { Doors } from '../http/doors.ts';
import { guard } from '../http/guard.ts';
import type { Payments } from './service.ts';

const MINUTE = 60_000;
/** Each tap may ask WeChat. */
const TAPS = { most: 60, windowMs: MINUTE };

const OfOrder = z.strictObject({ id: Id });

export interface PaymentRoutesDeps {
  payments: Payments;
  doors: Doors;
  /** The order as its resident reads it. @throws AppError not_found */
  view(who: SignedIn, orderId: string): Promise<Order>;
}

export function paymentRoutes(router: Router, { payments, doors, view }: PaymentRoutesDeps): void {
  const { citizen, idempotent, limit } = doors;
  router.post(
    '/orders/:id/payment',
    citizen('L2'),
    limit('payment', TAPS),
    idempotent,
    guard({ params: OfOrder, body: Nothing, response: Payment }, ({ params, citizen: who }) =>
      payments.start(who, params.id),
    ),
  );
  router.post(
    '/orders/:id/close',
    citizen('L2'),
    limit('close', TAPS),
    guard({ params: OfOrder, body: Nothing, response: Order }, async ({ params, citizen: who }) => {
      // Hers, or not found.
      await view(who, params.id);
      await payments.cancel(params.id);
      return view(who, params.id);
    }),
  );
}
