import type Router from 'koa-router';
import { z } from 'zod';
import { BillDetail, BillList, BillQuery, ScanCode, Scanned } from '../contract/bills.ts';
import { Id } from '../contract/common.ts';
import type { Doors } from '../http/doors.ts';
import { guard } from '../http/guard.ts';
import type { Bills } from './service.ts';

/** Decision numbers can be counted through: whoever scans that fast is not holding papers. */
const SCANS = { most: 40, windowMs: 60_000 };

export function billsRoutes(router: Router, bills: Bills, { citizen, limit }: Doors): void {
  router.get(
    '/bills',
    citizen('L1'),
    guard({ query: BillQuery, response: BillList }, async ({ query, citizen: who, requestId }) =>
      bills.list(who, query, requestId),
    ),
  );
  router.post(
    '/bills/scan',
    citizen('L1'),
    limit('scan', SCANS),
    guard({ body: ScanCode, response: Scanned }, async ({ body, citizen: who, requestId }) =>
      bills.scan(who, body.text, requestId),
    ),
  );
  router.get(
    '/bills/:id',
    citizen('L1'),
    guard(
      { params: z.strictObject({ id: Id }), response: BillDetail },
      async ({ params, citizen: who, requestId }) => bills.detail(who, params.id, requestId),
    ),
  );
}
