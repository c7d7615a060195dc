import type { RequestListener } from 'node:http';
import Koa from 'koa';
import Router from 'koa-router';
import { billsRoutes } from './bills/routes.ts';
import { catalogRoutes } from './catalog/routes.ts';
import type { Config } from './config.ts';
import type { Foundation } from './foundation.ts';
import { homeRoutes } from './home/routes.ts';
import { readBody } from './http/body.ts';
import { afterChanges } from './http/changes.ts';
import { createDoors } from './http/doors.ts';
import { createDoorstep } from './http/doorstep.ts';
import { answerErrors } from './http/errors.ts';
import { securityHeaders } from './http/headers.ts';
import { missing } from './http/missing.ts';
import { describeApi } from './http/openapi.ts';
import { createTrace, traced } from './http/trace.ts';
import { answerTogether } from './http/turn.ts';
import { identityRoutes } from './identity/routes.ts';
import { messageRoutes } from './messages/routes.ts';
import { servePages } from './ops/pages.ts';
import { simulatedCity } from './ops/simulated-city.ts';
import { orderRoutes } from './orders/routes.ts';
import { notifyDoor } from './payments/notify-door.ts';
import { paymentRoutes } from './payments/routes.ts';
import { createIdempotencyStore } from './platform/idempotency/store.ts';
import { privacyRoutes } from './privacy/routes.ts';
import type { Rooms } from './rooms.ts';

/** The phone-facing side: `/v1`, its description, and the H5 page. */
export function createFrontDoor(config: Config, foundation: Foundation, rooms: Rooms): RequestListener {
  const { log } = foundation;
  const doors = createDoors({
    resolve: rooms.identity.sessions.resolve,
    idempotency: createIdempotencyStore(foundation),
    limits: foundation.limits,
  });
  const router = new Router({ prefix: '/v1' });
  identityRoutes(router, rooms.identity, doors, rooms.home.show);
  catalogRoutes(router, rooms.catalog, doors);
  homeRoutes(router, rooms.home, doors);
  billsRoutes(router, rooms.bills, doors);
  orderRoutes(router, rooms.orders, doors);
  paymentRoutes(router, { payments: rooms.payments, doors, view: rooms.orders.view });
  messageRoutes(router, rooms.messages, doors);
  privacyRoutes(router, rooms.privacy, doors);
  router.post(
    '/payments/wechat/notify/:mchid',
    notifyDoor(rooms.payments.receiveNotice, rooms.paymentCounts, log),
  );

  const trace = createTrace(foundation);
  const app = new Koa();
  app.on('error', (err: unknown) => log.error({ err }, 'answer could not be sent'));
  app.use(answerTogether);
  app.use(traced(trace));
  app.use(answerErrors(log));
  app.use(
    besideApi([
      describeApi(router),
      simulatedCity(config.clockUrl),
      servePages({ folder: 'dist/h5', cityUrl: config.clockUrl, production: config.production }),
    ]),
  );
  app.use(securityHeaders(config.production));
  app.use(readBody);
  app.use(afterChanges(rooms.home.changed));
  app.use(router.routes());
  app.use(missing());
  return createDoorstep(
    {
      resolve: rooms.identity.sessions.resolve,
      trace,
      production: config.production,
      remembered: { '/v1/home': { level: 'L1', find: rooms.home.remembered } },
    },
    app.callback(),
  );
}

/** What is not the API: its requests pass these by at once. */
function besideApi(pages: readonly Koa.Middleware[]): Koa.Middleware {
  return (ctx, next) => {
    const from = (index: number): Promise<unknown> => {
      const page = pages[index];
      return Promise.resolve(page ? page(ctx, () => from(index + 1)) : next());
    };
    return ctx.path.startsWith('/v1/') ? next() : from(0);
  };
}
