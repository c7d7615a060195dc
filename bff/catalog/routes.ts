import type Router from 'koa-router';
import { z } from 'zod';
import { Id } from '../contract/common.ts';
import { ServiceList, ServiceQuery, ServiceView } from '../contract/services.ts';
import type { Doors } from '../http/doors.ts';
import { guard } from '../http/guard.ts';
import type { Catalog } from './service.ts';

/** What the city offers. */
export function catalogRoutes(router: Router, catalog: Catalog, { citizen }: Doors): void {
  router.get(
    '/services',
    citizen('L1'),
    guard({ query: ServiceQuery, response: ServiceList }, async ({ query }) => catalog.list(query)),
  );
  router.get(
    '/services/:id',
    citizen('L1'),
    guard({ params: z.strictObject({ id: Id }), response: ServiceView }, async ({ params }) =>
      catalog.detail(params.id),
    ),
  );
}
