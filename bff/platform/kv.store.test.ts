import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { claimRedis } from '../../test/harness/claimed-redis.ts';
import { storeOfThisRun } from '../../test/harness/store.ts';
import type { Kv } from './kv.ts';
import { createLog } from './logger.ts';
import { createMemoryKv } from './memory-kv.ts';
import { openRedisKv } from './redis-kv.ts';

/** In-process on the embedded store, Redis with the servers. */
async function openKv(): Promise<{ kv: Kv; wait(ms: number): Promise<void>; drop(): Promise<void> }> {
  if (storeOfThisRun() === 'sqlite') {
    let now = 1_000;
    const kv = createMemoryKv({ now: () => now });
    return {
      kv,
      wait: async (ms) => {
        now += ms;
      },
      drop: kv.close,
    };
  }
  const redis = await claimRedis();
  const kv = await openRedisKv(redis.url, createLog('silent'));
  return {
    kv,
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    async drop() {
      await kv.close();
      await redis.release();
    },
  };
}

describe(`key-value store (${storeOfThisRun() === 'sqlite' ? 'in-process' : 'Redis'})`, () => {
  let store: Awaited<ReturnType<typeof openKv>>;
  beforeAll(async () => {
    store = await openKv();
  });
  afterAll(() => store.drop());

  test('keeps a value until its time, and forgets it when told', async () => {
    const { kv, wait } = store;
    await kv.set('a', '一', 300);
    expect(await kv.get('a')).toBe('一');
    await kv.set('b', '2', 60_000);
    await wait(320);
    expect(await kv.get('a')).toBeNull();
    expect(await kv.get('b')).toBe('2');
    await kv.delete('b');
    expect(await kv.get('b')).toBeNull();
  });

  test('adds once', async () => {
    const { kv, wait } = store;
    expect(await kv.add('lock', '1', 200)).toBe(true);
    expect(await kv.add('lock', '2', 200)).toBe(false);
    expect(await kv.get('lock')).toBe('1');
    await wait(220);
    expect(await kv.add('lock', '3', 200)).toBe(true);
  });

  test('counts within the time of the first count', async () => {
    const { kv, wait } = store;
    const counts = await Promise.all(Array.from({ length: 5 }, () => kv.increment('n', 400)));
    expect(counts.sort()).toEqual([1, 2, 3, 4, 5]);
    await wait(250);
    expect(await kv.increment('n', 400)).toBe(6);
    await wait(200);
    expect(await kv.increment('n', 400)).toBe(1);
  });

  test('answers when asked whether it is there', async () => {
    await expect(store.kv.ping()).resolves.toBeUndefined();
  });
});

test('the in-process store lets the oldest go when it is full', async () => {
  const kv = createMemoryKv({ now: () => 1 }, 2);
  for (const key of ['a', 'b', 'c']) await kv.set(key, key, 1_000);
  expect([await kv.get('a'), await kv.get('b'), await kv.get('c')]).toEqual([null, 'b', 'c']);
  await kv.close();
});

test('a Redis that is not there is told at once', async () => {
  await expect(openRedisKv('redis://127.0.0.1:1', createLog('silent'))).rejects.toThrow();
});
