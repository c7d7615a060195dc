import { expect, test } from 'vitest';
import { address, createDoor, type Surroundings, type Wire } from './client';
import { ApiError } from './error';

type Reply = { status: number; body?: unknown } | 'silence';

const refusal = (code: string, details?: object) => ({
  error: { code, message: '', requestId: 'R1', details },
});

/** A front door that answers from a script, and a phone that notes what it asked and how long it waited. */
function phone(...script: Reply[]) {
  const asked: Wire[] = [];
  const waits: number[] = [];
  let renewed = 0;
  const around: Surroundings = {
    base: 'http://door',
    async transport(wire) {
      asked.push(wire);
      const reply = script.shift();
      if (!reply || reply === 'silence') throw new Error('request:fail timeout');
      return { status: reply.status, body: reply.body };
    },
    async wait(ms) {
      waits.push(ms);
    },
    token: async () => `token-${renewed}`,
    async renew() {
      renewed += 1;
      return `token-${renewed}`;
    },
  };
  return { ask: createDoor(around), asked, waits };
}

const place = { method: 'POST', path: '/orders', body: { billIds: ['B1'] }, key: 'intent-1' } as const;

test('an address carries only what was asked for', () => {
  const call = {
    method: 'GET',
    path: '/bills',
    query: { service: 'traffic-fines', cursor: undefined, limit: 20 },
  } as const;
  expect(address('http://door', call)).toBe('http://door/v1/bills?service=traffic-fines&limit=20');
});

test('every call is signed and has eight seconds', async () => {
  const { ask, asked } = phone({ status: 200, body: { ok: true } });
  expect(await ask({ method: 'GET', path: '/home' })).toEqual({ ok: true });
  expect(asked[0]).toMatchObject({ headers: { Authorization: 'Bearer token-0' }, timeoutMs: 8000 });
});

test('a refused token is renewed once, silently', async () => {
  const { ask, asked } = phone({ status: 401, body: refusal('unauthenticated') }, { status: 200, body: 1 });
  expect(await ask({ method: 'GET', path: '/home' })).toBe(1);
  expect(asked.map(({ headers }) => headers.Authorization)).toEqual(['Bearer token-0', 'Bearer token-1']);
});

test('a token refused twice is told', async () => {
  const no = { status: 401, body: refusal('unauthenticated') };
  const { ask, asked } = phone(no, no);
  await expect(ask({ method: 'GET', path: '/home' })).rejects.toMatchObject({ code: 'unauthenticated' });
  expect(asked).toHaveLength(2);
});

test('an intent keeps its key through silence and "still running"', async () => {
  const busy = { status: 409, body: refusal('request_in_progress') };
  const { ask, asked, waits } = phone('silence', busy, { status: 201, body: { id: 'O1' } });
  expect(await ask(place)).toEqual({ id: 'O1' });
  expect(asked.map(({ headers }) => headers['Idempotency-Key'])).toEqual([
    'intent-1',
    'intent-1',
    'intent-1',
  ]);
  expect(waits).toEqual([800, 2000]);
});

test('a final refusal is not repeated, and keeps what the page needs', async () => {
  const { ask, asked } = phone({ status: 403, body: refusal('level_required', { level: 'L2' }) });
  const refused = await ask(place).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(ApiError);
  expect(refused).toMatchObject({ code: 'level_required', requestId: 'R1', level: 'L2' });
  expect(asked).toHaveLength(1);
});

test('silence without a key is told at once; with a key after the third try', async () => {
  const read = phone('silence');
  await expect(read.ask({ method: 'GET', path: '/home' })).rejects.toMatchObject({ code: 'unreachable' });
  const written = phone('silence', 'silence', 'silence');
  await expect(written.ask(place)).rejects.toMatchObject({ code: 'unreachable' });
  expect(written.asked).toHaveLength(3);
});

test('a gateway’s own page and a code from the future are our mistake, not the resident’s', async () => {
  await expect(
    phone({ status: 502, body: '<html>' }).ask({ method: 'GET', path: '/home' }),
  ).rejects.toMatchObject({
    code: 'internal',
  });
  const later = phone({ status: 409, body: refusal('moon_is_full') });
  await expect(later.ask({ method: 'GET', path: '/home' })).rejects.toMatchObject({
    code: 'internal',
    requestId: 'R1',
  });
});
