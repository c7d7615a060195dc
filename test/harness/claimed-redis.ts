import { createClient } from 'redis';

/** The server tests may use. `TEST_REDIS_URL`, without a database number. */
const serverUrl = () => process.env.TEST_REDIS_URL ?? 'redis://127.0.0.1:6379';
const CLAIM = 'yijitong-test-house';
/** Redis has sixteen databases unless told otherwise; 0 is everybody's. */
const DATABASES = Array.from({ length: 15 }, (_, index) => index + 1);

/**
 * One numbered database of the Redis server for one house. Only an empty one is taken, or one whose claim was left by a
 * test process that is gone: nobody's data is ever flushed.
 */
export async function claimRedis(): Promise<{ url: string; release(): Promise<void> }> {
  for (const number of DATABASES) {
    const url = `${serverUrl()}/${number}`;
    const taken = await onRedis(url, async (client) => {
      const claim = await client.get(CLAIM);
      if (claim !== null && !isRunning(Number(claim))) await client.flushDb();
      if ((await client.dbSize()) > 0) return false;
      return (await client.set(CLAIM, String(process.pid), { condition: 'NX' })) === 'OK';
    });
    if (!taken) continue;
    return { url, release: () => onRedis(url, async (client) => void (await client.flushDb())) };
  }
  throw new Error(`no free database on ${serverUrl()}: 1 to ${DATABASES.length} are all in use`);
}

/** `Redis 7.0.15`; throws when there is none. */
export async function redisName(): Promise<string> {
  const facts = await onRedis(serverUrl(), (client) => client.info('server'));
  return `Redis ${/redis_version:(\S+)/.exec(facts)?.[1] ?? ''}`.trim();
}

type Client = ReturnType<typeof createClient>;

async function onRedis<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = createClient({ url, socket: { connectTimeout: 3000, reconnectStrategy: false } });
  // Without a listener the process would end; the awaited call carries the same error.
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(client as Client);
  } finally {
    await client.close();
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
