import type { Db } from '../platform/db/index.ts';
import type { Kv } from '../platform/kv.ts';
import * as repository from './repository.ts';

/** A process without the shared store is at most this far behind. */
const LIFE_MS = 10_000;
const GENERATION_LIFE_MS = 86_400_000;

export interface Unread {
  count(citizenId: string): Promise<number>;
  /** After a message has come or been read. */
  changed(citizenId: string): Promise<void>;
}

/**
 * How many messages a resident has not read. A count is kept under the generation that stood before it was counted, so a
 * count that was overtaken by a change is never found again.
 */
export function createUnread(db: Db, kv: Kv): Unread {
  const generationKey = (citizenId: string) => `messages:generation:${citizenId}`;
  return {
    async count(citizenId) {
      const generation = (await kv.get(generationKey(citizenId))) ?? '0';
      const key = `messages:unread:${citizenId}:${generation}`;
      const kept = await kv.get(key);
      if (kept !== null) return Number(kept);
      const unread = await repository.countUnread(db, citizenId);
      await kv.set(key, String(unread), LIFE_MS);
      return unread;
    },
    async changed(citizenId) {
      await kv.increment(generationKey(citizenId), GENERATION_LIFE_MS);
    },
  };
}
