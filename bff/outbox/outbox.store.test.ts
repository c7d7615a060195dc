import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestDatabase } from '../../test/harness/test-database.ts';
import { systemClock } from '../platform/clock.ts';
import type { Database } from '../platform/db/index.ts';
import { randomIds } from '../platform/ids.ts';
import { createLog } from '../platform/logger.ts';
import { createMetrics } from '../platform/metrics.ts';
import type { Handler, Handlers, Intention, OutboxWorker } from './outbox.ts';
import { createOutbox, type OutboxRoom } from './service.ts';
import type { WorkerSettings } from './worker.ts';

let database: Database;
let outbox: OutboxRoom;
let metrics: ReturnType<typeof createMetrics>;
/** Two clocks, held apart: the product's says when something is due, the machine's when a lease ends. */
let product = 0;
let machine = 0;
const started: OutboxWorker[] = [];

const open = (settings: Partial<WorkerSettings> = {}) => {
  metrics = createMetrics();
  return createOutbox({
    database,
    clock: { now: () => product },
    machineClock: { now: () => machine },
    ids: randomIds(systemClock),
    log: createLog('silent'),
    metrics,
    random: () => 0.5,
    settings,
  });
};

beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(() => {
  product = 1_800_000_000_000;
  machine = 1_000_000;
  outbox = open();
});
afterEach(async () => {
  await Promise.all(started.splice(0).map((worker) => worker.stop()));
  await database.db.deleteFrom('outbox').execute();
});
afterAll(() => database.close());

const add = (...intentions: Intention[]) =>
  database.transact(async (trx) => {
    for (const intention of intentions) await outbox.add(trx, intention);
  });
const start = (handlers: Handlers, from = outbox) => {
  const worker = from.worker(handlers);
  started.push(worker);
  worker.start();
  return worker;
};
const rows = () => database.db.selectFrom('outbox').selectAll().execute();
async function until(reached: () => boolean): Promise<void> {
  for (let tries = 0; tries < 2_000 && !reached(); tries += 1) await sleep(5);
  expect(reached()).toBe(true);
}

/** A handler that does its work at once. */
function working() {
  const seen: Record<string, unknown>[] = [];
  const handler: Handler = async (payload) => {
    seen.push(payload);
    return 'done';
  };
  return { seen, handler };
}

/** A handler that never comes back, as in a process that is killed. */
function hanging() {
  const seen: unknown[] = [];
  const handler: Handler = (payload) => {
    seen.push(payload);
    return new Promise<never>(() => {});
  };
  return { seen, handler };
}

describe('an intention', () => {
  test('is handled once it is due, and leaves nothing behind', async () => {
    const { seen, handler } = working();
    const worker = outbox.worker({ 'a.b': handler });
    await add(
      { topic: 'a.b', payload: { id: 1 }, dueAt: product + 1_000 },
      { topic: 'a.b', payload: { id: 2 } },
    );
    await worker.drainOnce();
    expect(seen).toEqual([{ id: 2 }]);
    product += 1_000;
    await worker.drainOnce();
    expect(seen).toEqual([{ id: 2 }, { id: 1 }]);
    expect(await rows()).toEqual([]);
  });

  test('of the same key waits once, and goes away with a transaction that fails', async () => {
    await add({ topic: 'a.b', payload: {}, key: 'k' }, { topic: 'a.b', payload: {}, key: 'k' });
    const failing = database.transact(async (trx) => {
      await outbox.add(trx, { topic: 'a.b', payload: {} });
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await rows()).toHaveLength(1);
  });

  test('of a topic that nobody here handles waits for a process that does', async () => {
    await add({ topic: 'next.version', payload: {} });
    expect(await outbox.worker({ 'a.b': async () => 'done' }).drainOnce()).toBe(0);
    expect(await rows()).toHaveLength(1);
  });

  test('may be asked for again as often as its handler likes', async () => {
    await add({ topic: 'a.b', payload: {} });
    const attempts: number[] = [];
    const worker = outbox.worker({
      'a.b': async (_payload, attempt) => {
        attempts.push(attempt);
        return attempt < 40 ? { retryAt: product + 60_000 } : 'done';
      },
    });
    for (let i = 0; i < 40; i += 1) {
      await worker.drainOnce();
      product += 60_000;
    }
    expect(attempts).toHaveLength(40);
    expect(attempts.at(-1)).toBe(40);
    expect(await rows()).toEqual([]);
  });
});

describe('a poison row', () => {
  test('is tried ever later, then parked as dead where an operator sees it, and blocks nobody', async () => {
    await add({ topic: 'a.b', payload: { bad: true } }, { topic: 'a.b', payload: {} });
    let good = 0;
    let tries = 0;
    const worker = outbox.worker({
      'a.b': async ({ bad }) => {
        if (!bad) {
          good += 1;
          return 'done';
        }
        tries += 1;
        throw new TypeError('poison for 430522198001010011');
      },
    });
    for (let hour = 0; hour < 20; hour += 1) {
      await worker.drainOnce();
      product += 3_600_000;
    }
    expect({ good, tries }).toEqual({ good: 1, tries: 12 });
    expect(await rows()).toMatchObject([{ state: 'dead', failures: 12, last_error: 'TypeError' }]);
    expect(await metrics.getSingleMetricAsString('outbox_dead_rows')).toContain(
      'outbox_dead_rows{topic="a.b"} 1',
    );
    await add({ topic: 'a.b', payload: {} });
    await worker.drainOnce();
    expect(good).toBe(2);
  });

  test('that ends its process is parked too, without being handed out for ever', async () => {
    await add({ topic: 'a.b', payload: {} });
    const { seen, handler } = hanging();
    for (let process = 0; process < 20; process += 1) {
      const worker = outbox.worker({ 'a.b': handler });
      // Its process is killed while it runs: nothing more is heard of this worker.
      void worker.drainOnce();
      await until(() => seen.length > process || process >= 12);
      await sleep(5);
      machine += 31_000;
    }
    expect(seen).toHaveLength(12);
    expect(await rows()).toMatchObject([{ state: 'dead' }]);
  });
});

describe('several workers', () => {
  test('share 2000 rows; none is handled twice', async () => {
    const intentions = Array.from({ length: 2_000 }, (_, i) => ({ topic: 'a.b', payload: { i } }));
    await add(...intentions);
    const counts = new Map<number, number>();
    const by = [0, 0, 0];
    const rooms = by.map(() => open({ perTopic: 20 }));
    rooms.forEach((room, w) => {
      start(
        {
          'a.b': async ({ i }) => {
            counts.set(Number(i), (counts.get(Number(i)) ?? 0) + 1);
            by[w] = (by[w] ?? 0) + 1;
            return 'done';
          },
        },
        room,
      );
    });
    await until(() => counts.size === 2_000);
    await Promise.all(started.splice(0).map((worker) => worker.stop()));
    expect(Math.max(...counts.values())).toBe(1);
    expect(by.every((count) => count > 0)).toBe(true);
    expect(await rows()).toEqual([]);
  }, 60_000);

  test('take over what a killed one held, once its lease has run out on the machine’s clock', async () => {
    await add({ topic: 'a.b', payload: {} });
    const killed = hanging();
    void outbox.worker({ 'a.b': killed.handler }).drainOnce();
    await until(() => killed.seen.length === 1);
    const { seen, handler } = working();
    const other = outbox.worker({ 'a.b': handler });
    // The city's clock may jump: leases do not care.
    product += 86_400_000;
    machine += 29_000;
    await other.drainOnce();
    expect(seen).toHaveLength(0);
    machine += 2_000;
    await other.drainOnce();
    expect(seen).toHaveLength(1);
  });
});

describe('a started worker', () => {
  const slow = { busyPollMs: 60_000, idlePollMs: 60_000 };

  test('wakes up at once when the same process commits an intention', async () => {
    outbox = open(slow);
    const { seen, handler } = working();
    start({ 'a.b': handler });
    await sleep(20);
    await add({ topic: 'a.b', payload: {} });
    await until(() => seen.length === 1);
  });

  test('finds by itself what another process wrote, and what a jump of the clock made due', async () => {
    const { seen, handler } = working();
    outbox = open({ busyPollMs: 20, idlePollMs: 20 });
    start({ 'a.b': handler });
    const elsewhere = open();
    await database.transact((trx) => elsewhere.add(trx, { topic: 'a.b', payload: {} }));
    await database.transact((trx) =>
      elsewhere.add(trx, { topic: 'a.b', payload: {}, dueAt: product + 86_400_000 }),
    );
    await until(() => seen.length === 1);
    product += 86_400_000;
    await until(() => seen.length === 2);
  });

  test('keeps places for other topics while one is slow', async () => {
    outbox = open({ ...slow, perTopic: 2 });
    const quick = working();
    const release: (() => void)[] = [];
    start({
      'slow.bureau': () => new Promise((resolve) => release.push(() => resolve('done'))),
      'quick.one': quick.handler,
    });
    const slowRows = Array.from({ length: 5 }, () => ({ topic: 'slow.bureau', payload: {} }));
    await add(...slowRows, { topic: 'quick.one', payload: {} });
    await until(() => quick.seen.length === 1 && release.length === 2);
    for (let i = 0; i < 5; i += 1) {
      await until(() => release.length > i);
      release[i]?.();
    }
  });

  test('stops within its time, and what was still running is free for the next at once', async () => {
    outbox = open({ stopMs: 50 });
    const stuck = hanging();
    const worker = start({ 'a.b': stuck.handler });
    await add({ topic: 'a.b', payload: {} });
    await until(() => stuck.seen.length === 1);
    await worker.stop();
    expect(await rows()).toMatchObject([{ lease_token: null, lease_until: 0, failures: 0 }]);
    const next = working();
    await outbox.worker({ 'a.b': next.handler }).drainOnce();
    expect(next.seen).toHaveLength(1);
  });
});
