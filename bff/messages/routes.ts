import type Router from 'koa-router';
import { z } from 'zod';
import { Grant, GrantList, Id, MessageList, MessageQuery, Nothing, ReportGrant } from '../contract/index.ts';
import type { Doors } from '../http/doors.ts';
import { guard } from '../http/guard.ts';
import type { Messages } from './service.ts';

const OfMessage = z.strictObject({ id: Id });

export function messageRoutes(router: Router, messages: Messages, { citizen, limit }: Doors): void {
  router.get(
    '/messages',
    citizen('L1'),
    guard({ query: MessageQuery, response: MessageList }, ({ query, citizen: who }) =>
      messages.list(who.citizenId, query),
    ),
  );
  router.get(
    '/messages/grants',
    citizen('L1'),
    guard({ response: GrantList }, async ({ citizen: who }) => ({
      items: await messages.grants(who.citizenId),
    })),
  );
  router.post(
    '/messages/grants',
    citizen('L1'),
    // WeChat itself is the judge of what was allowed; this keeps a broken phone from counting to the sky.
    limit('grants', { most: 60, windowMs: 3_600_000 }),
    guard({ body: ReportGrant, response: Grant }, ({ body, citizen: who }) =>
      messages.report(who.citizenId, body),
    ),
  );
  router.post(
    '/messages/:id/read',
    citizen('L1'),
    guard({ params: OfMessage, body: Nothing, response: null }, async ({ params, citizen: who }) => {
      await messages.read(who.citizenId, params.id);
      return null;
    }),
  );
}
