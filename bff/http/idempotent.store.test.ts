import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { AppError } from '../platform/app-error.ts';
import { KEPT_MS, LEASE_MS, pruneIdempotencyKeys } from '../platform/idempotency/store.ts';
import { guard } from './guard.ts';
import { type DoorApp, openDoorApp } from './testing/door-app.ts';

let app: DoorApp;
let made: string[] = [];
let during: () => Promise<void> = async () => {};
beforeAll(async () => {
  const Thing = z.strictObject({ name: z.string(), count: z.int().optional() });
  app = await openDoorApp((router, { citizen, idempotent }) => {
    const door = guard(
      { body: Thing, response: z.object({ id: z.string(), name: z.string() }), status: 201 },
      async ({ body, idempotencyKey }) => {
        await during();
        made.push(idempotencyKey ?? '');
        return { id: `thing-${made.length}`, name: body.name };
      },
    );
    router.post('/things', citizen('L1'), idempotent, door);
    router.post(
      '/others/:id',
      citizen('L1'),
      idempotent,
      guard(
        { params: z.strictObject({ id: z.string() }), response: z.object({ id: z.string() }) },
        async ({ params }) => params,
      ),
    );
  });
});
afterAll(() => app.close());
beforeEach(() => {
  made = [];
  during = async () => {};
});

const place = (key: string | null, body: unknown = { name: '林' }, token = app.signIn('L2', 'C1')) =>
  app.ask('/v1/things', {
    method: 'POST',
    token,
    body: JSON.stringify(body),
    ...(key !== null && { headers: { 'idempotency-key': key } }),
  });

test('the same key and body answers the same again, however it is spelled, and does nothing', async () => {
  const first = await place('key-same', { name: 'a', count: 1 });
  const again = await place('key-same', { count: 1, name: 'a' });
  expect(first).toMatchObject({ status: 201, body: { id: 'thing-1' } });
  expect(first.headers.get('idempotent-replayed')).toBeNull();
  expect(again).toMatchObject({ status: 201, body: first.body });
  expect(again.headers.get('idempotent-replayed')).toBe('true');
  expect(made).toHaveLength(1);
});

test('another body under the same key is refused and changes nothing', async () => {
  await place('key-reused', { name: 'a' });
  const other = await place('key-reused', { name: 'b' });
  expect(other).toMatchObject({ status: 409, body: { error: { code: 'idempotency_key_reused' } } });
  expect((await place('key-reused', { name: 'a' })).status).toBe(201);
  expect(made).toHaveLength(1);
});

test('twenty at once do it once', async () => {
  let open = () => {};
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  during = () => gate;
  const all = Promise.all(Array.from({ length: 20 }, () => place('key-parallel')));
  setTimeout(open, 150);
  const replies = await all;
  const statuses = replies.map((reply) => reply.status);
  expect(made).toHaveLength(1);
  expect(statuses.filter((status) => status === 201).length).toBeGreaterThanOrEqual(1);
  for (const reply of replies.filter((each) => each.status !== 201)) {
    expect(reply).toMatchObject({ status: 409, body: { error: { code: 'request_in_progress' } } });
    expect(Number(reply.headers.get('retry-after'))).toBeGreaterThan(0);
  }
  expect((await place('key-parallel')).headers.get('idempotent-replayed')).toBe('true');
});

test('a refusal or a fault leaves the key free', async () => {
  expect((await place('key-free', { name: 7 })).status).toBe(400);
  during = () => Promise.reject(new AppError('bureau_unavailable'));
  expect((await place('key-free')).status).toBe(503);
  during = () => Promise.reject(new Error('bug'));
  expect((await place('key-free')).status).toBe(500);
  during = async () => {};
  expect((await place('key-free')).status).toBe(201);
  expect(made).toHaveLength(1);
});

test('when a process was killed half-way the key is free after its lease, and the handler hears the same key', async () => {
  const { db } = app.database;
  await place('key-lease');
  // As a killed process leaves it: in progress, nobody renews.
  await db
    .updateTable('idempotency_keys')
    .set({
      state: 'in_progress',
      answer_sealed: null,
      status: null,
      lease_until: app.machineClock.now() + LEASE_MS,
    })
    .where('state', '=', 'done')
    .where('created_at', '=', app.clock.now())
    .execute();
  expect(await place('key-lease')).toMatchObject({ body: { error: { code: 'request_in_progress' } } });
  app.machineClock.advance(LEASE_MS + 1);
  expect((await place('key-lease')).status).toBe(201);
  expect(made).toHaveLength(2);
  expect(made[0]).toBe(made[1]);
});

test('keys are each resident’s own, and each address’s', async () => {
  await place('key-own', { name: 'a' }, app.signIn('L2', 'C-lin'));
  expect((await place('key-own', { name: 'b' }, app.signIn('L2', 'C-wang'))).status).toBe(201);
  expect(made[0]).not.toBe(made[1]);
  const token = app.signIn();
  const at = (id: string) =>
    app.ask(`/v1/others/${id}`, {
      method: 'POST',
      token,
      body: '{}',
      headers: { 'idempotency-key': 'key-own' },
    });
  expect([(await at('1')).body.id, (await at('2')).body.id]).toEqual(['1', '2']);
});

test.each([
  ['none', null, 'idempotency_key_required'],
  ['an empty one', '', 'idempotency_key_required'],
  ['a space', 'a key', 'invalid_request'],
  ['256 characters', 'k'.repeat(256), 'invalid_request'],
])('a key with %s is refused', async (_, key, code) => {
  expect(await place(key)).toMatchObject({ status: 400, body: { error: { code } } });
  expect(made).toHaveLength(0);
});

test('a body nested without end is refused, not recursed into', async () => {
  const reply = await app.ask('/v1/things', {
    method: 'POST',
    token: app.signIn(),
    body: `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
    headers: { 'idempotency-key': 'key-deep' },
  });
  expect(reply).toMatchObject({ status: 400, body: { error: { code: 'invalid_request' } } });
});

test('answers are sealed at rest, and forgotten after seven days', async () => {
  await place('key-sealed', { name: '林晓燕' });
  const rows = await app.database.db.selectFrom('idempotency_keys').selectAll().execute();
  expect(JSON.stringify(rows)).not.toContain('林晓燕');
  app.clock.advance(KEPT_MS - 1_000);
  expect(await pruneIdempotencyKeys(app.database, app.clock)).toBe(0);
  app.clock.advance(2_000);
  expect(await pruneIdempotencyKeys(app.database, app.clock)).toBe(rows.length);
});
