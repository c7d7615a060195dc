import type { Clock } from './clock.ts';
import type { Kv } from './kv.ts';

interface Entry {
  value: string;
  until: number;
}

/** About 200 MB of sessions at the very most; the oldest entry makes room for a new one. */
const MOST_ENTRIES = 200_000;
const SWEEP_MS = 30_000;

/** The in-process store: for one process, forgotten with it. Time to live follows the given clock. */
export function createMemoryKv(clock: Clock, mostEntries = MOST_ENTRIES): Kv {
  const entries = new Map<string, Entry>();
  const sweeper = setInterval(() => sweep(entries, clock.now()), SWEEP_MS);
  sweeper.unref();

  const live = (key: string): Entry | undefined => {
    const entry = entries.get(key);
    if (!entry || entry.until > clock.now()) return entry;
    entries.delete(key);
    return undefined;
  };
  const put = (key: string, value: string, until: number) => {
    entries.delete(key);
    entries.set(key, { value, until });
    if (entries.size > mostEntries) entries.delete(entries.keys().next().value ?? key);
  };

  return {
    get: async (key) => live(key)?.value ?? null,
    set: async (key, value, ttlMs) => put(key, value, clock.now() + ttlMs),
    async add(key, value, ttlMs) {
      if (live(key)) return false;
      put(key, value, clock.now() + ttlMs);
      return true;
    },
    async delete(key) {
      entries.delete(key);
    },
    async increment(key, ttlMs) {
      const entry = live(key);
      const count = Number(entry?.value ?? 0) + 1;
      put(key, String(count), entry?.until ?? clock.now() + ttlMs);
      return count;
    },
    ping: async () => {},
    close: async () => clearInterval(sweeper),
  };
}

function sweep(entries: Map<string, Entry>, now: number): void {
  for (const [key, entry] of entries) if (entry.until <= now) entries.delete(key);
}
