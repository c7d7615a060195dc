import { join } from 'node:path';
import { claimRedis } from './claimed-redis.ts';
import { createSchema } from './mysql-server.ts';

export type StoreKind = 'sqlite' | 'mysql';

/** Where one house keeps its data; nobody else looks into it. */
export interface Store {
  kind: StoreKind;
  /** What the product is told: DATABASE_URL and, on servers, REDIS_URL. */
  env: Readonly<Record<string, string>>;
  remove(): Promise<void>;
}

/** The store of this test run: `STORE=sqlite` (default) or `mysql`. */
export function storeOfThisRun(): StoreKind {
  const wanted = process.env.STORE ?? 'sqlite';
  if (wanted !== 'sqlite' && wanted !== 'mysql') throw new Error(`STORE: sqlite or mysql, is "${wanted}"`);
  return wanted;
}

/** @param folder of the house; the SQLite file lives and dies with it */
export async function openStore(kind: StoreKind, folder: string): Promise<Store> {
  if (kind === 'sqlite') {
    const env = { DATABASE_URL: `sqlite:${join(folder, 'bff.sqlite')}` };
    return { kind, env, remove: async () => {} };
  }
  const schema = await createSchema();
  const redis = await claimRedis();
  return {
    kind,
    env: { DATABASE_URL: schema.url, REDIS_URL: redis.url },
    remove: async () => {
      await schema.drop();
      await redis.release();
    },
  };
}
