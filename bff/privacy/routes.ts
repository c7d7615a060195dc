import type Router from 'koa-router';
import { AccessList, AccessQuery } from '../contract/privacy.ts';
import type { Doors } from '../http/doors.ts';
import { guard } from '../http/guard.ts';
import type { Privacy } from './service.ts';

export function privacyRoutes(router: Router, privacy: Privacy, { citizen }: Doors): void {
  router.get(
    '/privacy-ledger',
    citizen('L1'),
    guard({ query: AccessQuery, response: AccessList }, async ({ query, citizen: who }) =>
      privacy.list(who.citizenId, query),
    ),
  );
}
