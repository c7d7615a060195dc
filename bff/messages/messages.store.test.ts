import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { migrate } from '../migrations/index.ts';
import { storesHere } from '../payments/testing/stores.ts';
import { createVault } from '../platform/crypto.ts';
import { type Database, openDatabase } from '../platform/db/index.ts';
import { randomIds } from '../platform/ids.ts';
import { createLog } from '../platform/logger.ts';
import { createMemoryKv } from '../platform/memory-kv.ts';
import { createMetrics } from '../platform/metrics.ts';
import type { Sent, SubscribeMessage } from '../platform/wechat/subscribe.ts';
import { createMessageCounts, createMessages, type Messages } from './service.ts';

const templateId = 'tpl_payment';
const START = Date.parse('2026-11-22T09:30:00+08:00');

describe.each(await storesHere())('messages on $title', ({ open }) => {
  let database: Database;
  let messages: Messages;
  let drop: () => Promise<void>;
  let sent: SubscribeMessage[];
  let answer: () => Promise<Sent>;
  let citizen: string;
  let orderId: string;
  let order = 0;
  const clock = { at: START, now: () => clock.at };
  const kv = createMemoryKv(clock);
  const metrics = createMetrics();

  beforeAll(async () => {
    const store = await open();
    drop = store.drop;
    database = openDatabase(store.url);
    await migrate(database.db);
    messages = createMessages({
      database,
      clock,
      kv,
      ids: randomIds(clock),
      vault: createVault({ current: '1', keys: new Map([['1', randomBytes(32)]]), index: randomBytes(32) }),
      log: createLog('silent'),
      counts: createMessageCounts(metrics),
      templates: {
        payment_result: { templateId, fields: ['thing1', 'thing2', 'amount3', 'phrase4', 'time5'] },
      },
      wechat: {
        sendSubscribe: (message) => {
          sent.push(message);
          return answer();
        },
      },
      openidOf: async (citizenId) => `openid-of-${citizenId}`,
      orderWords: async (id) =>
        id === 'gone'
          ? null
          : {
              citizenId: citizen,
              title: '交通违法罚款 2 项',
              payeeName: '新邵县交警大队',
              amountFen: 20_000,
              resolveBy: START + 3_600_000,
              at: START,
            },
      random: () => 0.5,
    });
  });
  afterAll(async () => {
    await kv.close();
    await database.close();
    await drop();
  });
  beforeEach(() => {
    order += 1;
    citizen = `C${order}`;
    orderId = `O${order}`;
    sent = [];
    answer = async () => ({ kind: 'sent' });
    clock.at += 1_000;
  });

  const send = (type = 'order_settled', attempt = 1, id = orderId) => {
    const handler = messages.jobs['message.send'];
    if (!handler) throw new Error('no handler');
    return handler({ type, orderId: id, citizenId: citizen }, attempt);
  };
  const allow = (result: 'accept' | 'reject' | 'ban' = 'accept') =>
    messages.report(citizen, { templateId, result });
  const left = async () => (await messages.grants(citizen))[0]?.remaining;
  const inbox = () => messages.list(citizen, { limit: 20 });

  test('an event is told once, in the inbox and on the phone, however often it is handed over', async () => {
    await allow();
    await allow();
    expect(await send()).toBe('done');
    expect(await send()).toBe('done');
    const { items, unread } = await inbox();
    expect(unread).toBe(1);
    expect(items).toMatchObject([
      {
        type: 'order_settled',
        title: '缴费完成',
        body: expect.stringContaining('200.00 元'),
        ref: { kind: 'order', id: orderId },
      },
    ]);
    expect(sent).toEqual([
      {
        openid: `openid-of-${citizen}`,
        templateId,
        page: `features/checkout/result/index?id=${orderId}`,
        data: {
          thing1: { value: '交通违法罚款 2 项' },
          thing2: { value: '新邵县交警大队' },
          amount3: { value: '¥200.00' },
          phrase4: { value: '缴费成功' },
          time5: { value: '2026-11-22 09:30' },
        },
      },
    ]);
    expect(await left()).toBe(1);
  });

  test('ten workers at once: one row, one message', async () => {
    await allow();
    await Promise.all(Array.from({ length: 10 }, () => send().catch(() => null)));
    expect(sent).toHaveLength(1);
    expect((await inbox()).items).toHaveLength(1);
    expect(await left()).toBe(0);
  });

  test('nothing allowed: the inbox alone, also when she allows something later', async () => {
    await send();
    await allow();
    await send();
    expect(sent).toEqual([]);
    expect((await inbox()).items).toHaveLength(1);
    expect(await left()).toBe(1);
  });

  test('43101 ends what we believed was left', async () => {
    await allow();
    await allow();
    answer = async () => ({ kind: 'not_allowed' });
    expect(await send()).toBe('done');
    expect(await left()).toBe(0);
    expect((await inbox()).items).toHaveLength(1);
  });

  test('busy: tried again later, with the grant given back in between', async () => {
    await allow();
    answer = async () => ({ kind: 'busy' });
    expect(await send()).toEqual({ retryAt: clock.at + 2_000 });
    expect(await left()).toBe(1);
    answer = async () => ({ kind: 'sent' });
    expect(await send('order_settled', 2)).toBe('done');
    expect(sent).toHaveLength(2);
    expect(await left()).toBe(0);
  });

  test('busy for too long: old news stays in the inbox', async () => {
    await allow();
    answer = async () => ({ kind: 'busy' });
    expect(await send('order_settled', 16)).toBe('done');
    expect(await send('order_settled', 17)).toBe('done');
    expect(sent).toHaveLength(1);
    expect(await left()).toBe(1);
  });

  test('no access token is busy, not a loss', async () => {
    await allow();
    answer = () => Promise.reject(new Error('no access token'));
    expect(await send()).toMatchObject({ retryAt: expect.any(Number) });
  });

  test('an outcome nobody knows is never repeated, and the grant may be gone', async () => {
    await allow();
    answer = async () => ({ kind: 'unknown' });
    expect(await send()).toBe('done');
    expect(await send()).toBe('done');
    expect(sent).toHaveLength(1);
    expect(await left()).toBe(0);
  });

  test('killed between sending and writing it down: not sent twice', async () => {
    await allow();
    answer = () => new Promise(() => {});
    void send();
    while (sent.length === 0) await new Promise((soon) => setTimeout(soon, 5));
    answer = async () => ({ kind: 'sent' });
    expect(await send()).toBe('done');
    expect(sent).toHaveLength(1);
  });

  test('47003 is our mistake: counted for the alarm, not repeated, the grant given back', async () => {
    await allow();
    answer = async () => ({ kind: 'wrong', errcode: 47003 });
    expect(await send()).toBe('done');
    expect(await send()).toBe('done');
    expect(sent).toHaveLength(1);
    expect(await left()).toBe(1);
    expect(await metrics.getSingleMetricAsString('subscribe_messages_total')).toContain('outcome="wrong"');
  });

  test('two events of one order are two messages; an order that is gone is none', async () => {
    await send('order_paid');
    await send('order_settled');
    await send('order_settled', 1, 'gone');
    expect((await inbox()).items.map(({ type }) => type).sort()).toEqual(['order_paid', 'order_settled']);
  });

  test('only an accept counts, and another template is not ours', async () => {
    await allow('reject');
    await allow('ban');
    expect(await left()).toBe(0);
    await allow();
    expect(await allow('reject')).toEqual({ templateId, remaining: 1 });
    const foreign = messages.report(citizen, { templateId: 'other', result: 'accept' });
    await expect(foreign).rejects.toMatchObject({ code: 'not_found' });
  });

  test('pages by cursor, newest first, without overlap; a bad cursor is refused', async () => {
    for (let count = 0; count < 5; count += 1) {
      clock.at += 10;
      await send('order_settled', 1, `${orderId}-${count}`);
    }
    const first = await messages.list(citizen, { limit: 3 });
    const second = await messages.list(citizen, { limit: 3, cursor: first.nextCursor ?? '' });
    expect([...first.items, ...second.items].map(({ ref }) => ref.id)).toEqual(
      [4, 3, 2, 1, 0].map((count) => `${orderId}-${count}`),
    );
    expect(second.nextCursor).toBeNull();
    await expect(messages.list(citizen, { limit: 3, cursor: "'; --" })).rejects.toMatchObject({
      code: 'invalid_request',
    });
  });

  test('reading counts down at once and once; what is not hers is not found', async () => {
    await send('order_paid');
    await send('order_settled');
    expect(await messages.unread(citizen)).toBe(2);
    const [newest] = (await inbox()).items;
    await messages.read(citizen, newest?.id ?? '');
    await messages.read(citizen, newest?.id ?? '');
    const after = await inbox();
    expect(after.unread).toBe(1);
    expect(after.items[0]?.readAt).toBeTruthy();
    await expect(messages.read('C-wang', newest?.id ?? '')).rejects.toMatchObject({ code: 'not_found' });
  });

  test('what stands in the inbox is sealed at rest', async () => {
    await send();
    const rows = await database.db.selectFrom('messages').selectAll().execute();
    expect(JSON.stringify(rows)).not.toMatch(/罚款|200\.00/);
  });
});
