import type Router from 'koa-router';
import { z } from 'zod';
import { Id } from '../contract/common.ts';
import { ServiceList, ServiceQuery, ServiceView } from '../contract/services.ts';
import { guard } from '../http/guard.ts';
import type { Catalog } from './service.ts';

/** Public: it says what the city offers and nothing about anybody. */
export function catalogRoutes(router: Router, catalog: Catalog): void {
  router.get(
    '/services',
    guard({ query: ServiceQuery, response: ServiceList }, async ({ query }) => catalog.list(query)),
  );
  router.get(
    '/services/:id',
    guard({ params: z.strictObject({ id: Id }), response: ServiceView }, async ({ params }) =>
      catalog.detail(params.id),
    ),
  );
}
