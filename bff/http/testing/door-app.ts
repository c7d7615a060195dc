import { randomBytes } from 'node:crypto';
import Koa from 'koa';
import Router from 'koa-router';
import { openTestDatabase } from '../../../test/harness/test-database.ts';
import { createIdempotencyStore } from '../../platform/idempotency/store.ts';
import { randomIds } from '../../platform/ids.ts';
import { createLog } from '../../platform/logger.ts';
import { createMemoryKv } from '../../platform/memory-kv.ts';
import { createMetrics } from '../../platform/metrics.ts';
import { createRateLimits } from '../../platform/rate-limit.ts';
import { testClock, testVault } from '../../platform/testing/keys.ts';
import { readBody } from '../body.ts';
import type { SignedIn } from '../context.ts';
import { createDoors, type Doors } from '../doors.ts';
import { answerErrors } from '../errors.ts';
import { securityHeaders } from '../headers.ts';
import { missing } from '../missing.ts';
import { createPhoneServer, listen } from '../server.ts';
import { createTrace, traced } from '../trace.ts';

export interface Reply {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: what a test expects of it, it says itself
  body: any;
}

/** The real doors before a test's own routes, over a real server. */
export async function openDoorApp(routes: (router: Router, doors: Doors) => void) {
  const clock = testClock();
  const machineClock = testClock();
  const database = await openTestDatabase();
  const lines: string[] = [];
  const log = createLog('info', { write: (line) => void lines.push(line) });
  const ids = randomIds(clock);
  const kv = createMemoryKv(clock);
  const sessions = new Map<string, SignedIn>();
  const doors = createDoors({
    resolve: async (token) => sessions.get(token) ?? null,
    idempotency: createIdempotencyStore({ database, vault: testVault(), clock, machineClock, ids, log }),
    limits: createRateLimits({ kv, clock, log }),
  });
  const metrics = createMetrics();
  const router = new Router({ prefix: '/v1' });
  routes(router, doors);
  const app = new Koa();
  app
    .use(traced(createTrace({ log, metrics, ids })))
    .use(answerErrors(log))
    .use(securityHeaders(false))
    .use(readBody);
  app.use(router.routes()).use(missing());
  const listening = await listen(createPhoneServer(app.callback()), 'PORT', 0, '127.0.0.1');
  const url = `http://127.0.0.1:${listening.port}`;

  return {
    ...{ url, clock, machineClock, database, lines, metrics, router, kv },
    /** A token of somebody on this level. */
    signIn(level: SignedIn['level'] = 'L2', citizenId = 'C1'): string {
      const token = randomBytes(32).toString('base64url');
      sessions.set(token, { citizenId, level, displayName: '林*' });
      return token;
    },
    async ask(
      path: string,
      { token, headers, ...init }: RequestInit & { token?: string } = {},
    ): Promise<Reply> {
      const reply = await fetch(url + path, {
        ...init,
        headers: {
          ...(init.body !== undefined && { 'content-type': 'application/json' }),
          ...(token && { authorization: `Bearer ${token}` }),
          ...(headers as Record<string, string>),
        },
      });
      const text = await reply.text();
      return { status: reply.status, headers: reply.headers, body: text === '' ? null : JSON.parse(text) };
    },
    async close() {
      await listening.close();
      await kv.close();
      await database.close();
    },
  };
}
export type DoorApp = Awaited<ReturnType<typeof openDoorApp>>;
