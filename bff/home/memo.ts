import { LRUCache } from 'lru-cache';
import type { Home } from '../contract/home.ts';
import type { Clock } from '../platform/clock.ts';
import type { Kv } from '../platform/kv.ts';

/** How long a first screen is shown again without being composed anew. */
const FRESH_MS = 1_000;
const MOST_SCREENS = 5_000;
/** Longer than any screen is remembered. */
const MARK_MS = 60_000;

export interface HomeMemo {
  /** The remembered screen, or the one that is being composed, or a new one. */
  show(who: { citizenId: string; level: string }, compose: () => Promise<Home>): Promise<Home>;
  /** The screen that `show` would hand out again now, or null. */
  remembered(who: { citizenId: string; level: string }): Promise<Home | null>;
  /** She did something: what she sees next is composed anew, in every process. */
  changed(citizenId: string): Promise<void>;
}

interface Screen {
  home: Promise<Home>;
  /** When it was asked for. A city whose clock is moved, forward or back, is a new day. */
  at: number;
  /** What the resident had changed by then. */
  mark: string | null;
  level: string;
}

/**
 * The first screen is asked for by every phone at every start, and often twice: it is remembered for a second.
 * A resident always sees what she herself just did: her own deeds leave a mark that all processes see.
 */
export function createHomeMemo({ kv, clock }: { kv: Kv; clock: Clock }): HomeMemo {
  const screens = new LRUCache<string, Screen>({ max: MOST_SCREENS });
  let marks = 0;
  const markOf = (citizenId: string) => kv.get(keyOf(citizenId)).catch(() => null);
  const holds = (kept: Screen, now: Omit<Screen, 'home'>) => {
    const age = now.at - kept.at;
    return age >= 0 && age < FRESH_MS && kept.mark === now.mark && kept.level === now.level;
  };

  return {
    async remembered({ citizenId, level }) {
      const kept = screens.get(citizenId);
      if (!kept) return null;
      const mark = await markOf(citizenId);
      return holds(kept, { at: clock.now(), mark, level }) ? kept.home : null;
    },
    async show({ citizenId, level }, compose) {
      const mark = await markOf(citizenId);
      const at = clock.now();
      const kept = screens.get(citizenId);
      if (kept && holds(kept, { at, mark, level })) return kept.home;
      const home = compose();
      screens.set(citizenId, { home, at, mark, level });
      home.catch(() => screens.delete(citizenId));
      return home;
    },
    async changed(citizenId) {
      screens.delete(citizenId);
      marks += 1;
      await kv
        .set(keyOf(citizenId), `${process.pid}.${clock.now()}.${marks}`, MARK_MS)
        .catch(() => undefined);
    },
  };
}

const keyOf = (citizenId: string) => `home-changed:${citizenId}`;
