import { createClient } from 'redis';
import type { Kv } from './kv.ts';
import type { Log } from './logger.ts';

const PREFIX = 'yjt:';
const COMMAND_MS = 1_000;
const CONNECT_MS = 3_000;

/** Shared between processes. A command that finds Redis gone fails at once instead of waiting for it. */
export async function openRedisKv(url: string, log: Log): Promise<Kv> {
  const client = createClient({
    url,
    disableOfflineQueue: true,
    commandOptions: { timeout: COMMAND_MS },
    socket: { connectTimeout: CONNECT_MS, reconnectStrategy: (tries) => Math.min(100 * 2 ** tries, 2_000) },
  });
  let lastTold = '';
  client.on('error', (err: Error) => {
    // The client repeats itself at every reconnect: tell each trouble once.
    if (err.message !== lastTold) log.warn({ err }, 'redis trouble');
    lastTold = err.message;
  });
  client.on('ready', () => {
    lastTold = '';
  });
  await connectOnce(client);
  return {
    get: (key) => client.get(PREFIX + key),
    async set(key, value, ttlMs) {
      await client.set(PREFIX + key, value, { expiration: { type: 'PX', value: Math.ceil(ttlMs) } });
    },
    async add(key, value, ttlMs) {
      const options = { expiration: { type: 'PX', value: Math.ceil(ttlMs) }, condition: 'NX' } as const;
      return (await client.set(PREFIX + key, value, options)) === 'OK';
    },
    async delete(key) {
      await client.del(PREFIX + key);
    },
    async increment(key, ttlMs) {
      const [count] = await client
        .multi()
        .incr(PREFIX + key)
        .pExpire(PREFIX + key, Math.ceil(ttlMs), 'NX')
        .exec();
      return Number(count);
    },
    async ping() {
      await client.ping();
    },
    async close() {
      client.destroy();
    },
  };
}

/** At start a Redis that cannot be reached is a mistake to be told, not waited out. */
async function connectOnce(client: { connect(): Promise<unknown>; destroy(): void }): Promise<void> {
  const late = new Promise<never>((_, refuse) => {
    setTimeout(() => refuse(new Error(`no answer within ${CONNECT_MS} ms`)), CONNECT_MS).unref();
  });
  try {
    await Promise.race([client.connect(), late]);
  } catch (error) {
    client.destroy();
    throw error;
  }
}
