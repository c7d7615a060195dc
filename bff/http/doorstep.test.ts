import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Koa from 'koa';
import Router from 'koa-router';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { systemClock } from '../platform/clock.ts';
import { randomIds } from '../platform/ids.ts';
import { createLog } from '../platform/logger.ts';
import { createMetrics } from '../platform/metrics.ts';
import { citizenDoor } from './citizen.ts';
import type { DoorState, SignedIn } from './context.ts';
import { createDoorstep } from './doorstep.ts';
import { answerErrors } from './errors.ts';
import { guard } from './guard.ts';
import { securityHeaders } from './headers.ts';
import { createTrace, traced } from './trace.ts';

const TOKEN = 'a'.repeat(43);
const LOW = 'b'.repeat(43);
const sessions = new Map<string, SignedIn>();
const lines: string[] = [];
const metrics = createMetrics();
let screen = { said: 'first' };
let holds = true;
let entered = 0;

const log = createLog('info', { write: (line) => void lines.push(line) });
const resolve = async (token: string) => sessions.get(token) ?? null;
const trace = createTrace({ log, metrics, ids: randomIds(systemClock) });
const router = new Router({ prefix: '/v1' });
router.get(
  '/home',
  citizenDoor('L2', resolve),
  guard({ response: z.strictObject({ said: z.string() }) }, async () => screen),
);
const app = new Koa<DoorState>();
app.use((_, next) => {
  entered += 1;
  return next();
});
app.use(traced(trace)).use(answerErrors(log)).use(securityHeaders(false)).use(router.routes());
const find = async () => (holds ? screen : null);
const deps = {
  resolve,
  trace,
  production: false,
  remembered: { '/v1/home': { level: 'L2' as const, find } },
};
const server = createServer(createDoorstep(deps, app.callback()));

beforeAll(() => new Promise<void>((done) => server.listen(0, '127.0.0.1', done)));
afterAll(() => void server.close());
beforeEach(() => {
  sessions.clear();
  sessions.set(TOKEN, { citizenId: 'C1', level: 'L2', displayName: '林*' });
  sessions.set(LOW, { citizenId: 'C2', level: 'L1', displayName: '王*' });
  screen = { said: `screen ${Math.random()}` };
  holds = true;
  entered = 0;
});

async function ask(token: string | null = TOKEN, init: RequestInit = {}, address = '/v1/home') {
  const { port } = server.address() as AddressInfo;
  const headers = token === null ? {} : { authorization: `Bearer ${token}` };
  const reply = await fetch(`http://127.0.0.1:${port}${address}`, { headers, ...init });
  const { date, 'x-request-id': id, ...rest } = Object.fromEntries(reply.headers);
  return { status: reply.status, body: await reply.text(), headers: rest, id };
}

describe('the doorstep', () => {
  test('answers the second time without going inside, and with the same bytes and headers', async () => {
    const inside = await ask();
    expect(entered).toBe(1);
    const outside = await ask();
    expect(entered).toBe(1);
    expect({ ...outside, id: '' }).toEqual({ ...inside, id: '' });
    expect(outside.id).not.toBe(inside.id);
    expect(outside.status).toBe(200);
  });

  test('writes the same line and counts in the same measurement', async () => {
    await ask();
    await ask();
    const told = lines.slice(-2).map((line) => {
      const { time, requestId, ms, ...rest } = JSON.parse(line) as Record<string, unknown>;
      return rest;
    });
    expect(told[1]).toEqual(told[0]);
    const count = /http_request_duration_seconds_count\{[^}]*route="\/v1\/home",status="200"[^}]*\} (\d+)/;
    const before = Number(count.exec(await metrics.metrics())?.[1]);
    await ask();
    expect(Number(count.exec(await metrics.metrics())?.[1])).toBe(before + 1);
  });

  test('gives nothing that the room no longer holds true, and nothing its door has not checked', async () => {
    await ask();
    holds = false;
    await ask();
    expect(entered).toBe(2);
    holds = true;
    screen = { said: 'never checked' };
    expect((await ask()).body).toBe('{"said":"never checked"}');
    expect(entered).toBe(3);
  });

  test.each([
    ['no token', null, 401],
    ['a token of nobody', 'c'.repeat(43), 401],
    ['a token that is none', 'x', 401],
    ['a level too low', LOW, 403],
  ])('lets the house decide about %s', async (_, token, status) => {
    await ask();
    expect((await ask(token)).status).toBe(status);
    expect(entered).toBe(2);
  });

  test('lets nobody in whose session has ended since', async () => {
    await ask();
    sessions.clear();
    expect((await ask()).status).toBe(401);
  });

  test('is for this address and GET only', async () => {
    await ask();
    await ask(TOKEN, { method: 'POST', headers: { authorization: `Bearer ${TOKEN}` } });
    await ask(TOKEN, {}, '/v1/home?surprise=1');
    await ask(TOKEN, {}, '/v1/toString');
    expect(entered).toBe(4);
  });
});
