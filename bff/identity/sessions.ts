import { hash } from 'node:crypto';
import type { Level } from '../contract/common.ts';
import type { SignedIn } from '../http/context.ts';
import type { Clock } from '../platform/clock.ts';
import type { Ids } from '../platform/ids.ts';
import type { Kv } from '../platform/kv.ts';

export const IDLE_MS = 30 * 60_000;
export const ABSOLUTE_MS = 12 * 3_600_000;
/** A session in use is written again at most that often. */
const SLIDE_MS = 60_000;

interface Kept {
  citizenId: string;
  level: Level;
  displayName: string;
  seenAt: number;
  endsAt: number;
}

export interface OpenedSession {
  token: string;
  /** Ends then at the latest; earlier after 30 minutes without use. */
  endsAt: number;
}

export interface Sessions {
  open(who: SignedIn): Promise<OpenedSession>;
  /** Who holds the token now, or null. */
  resolve(token: string): Promise<SignedIn | null>;
  end(token: string): Promise<void>;
}

/** Opaque tokens of 256 random bits. Only their hash is kept, so that whoever reads the store holds no session. */
export function createSessions({ kv, clock, ids }: { kv: Kv; clock: Clock; ids: Ids }): Sessions {
  const save = (key: string, kept: Kept) =>
    kv.set(key, JSON.stringify(kept), Math.min(IDLE_MS, Math.max(1, kept.endsAt - clock.now())));

  return {
    async open({ citizenId, level, displayName }) {
      const token = ids.secret();
      const seenAt = clock.now();
      const kept = { citizenId, level, displayName, seenAt, endsAt: seenAt + ABSOLUTE_MS };
      await save(keyOf(token), kept);
      return { token, endsAt: kept.endsAt };
    },
    async resolve(token) {
      const key = keyOf(token);
      const text = await kv.get(key);
      if (text === null) return null;
      const kept = JSON.parse(text) as Kept;
      const now = clock.now();
      if (now >= kept.endsAt || now - kept.seenAt >= IDLE_MS) {
        await kv.delete(key);
        return null;
      }
      if (now - kept.seenAt >= SLIDE_MS) await save(key, { ...kept, seenAt: now });
      return { citizenId: kept.citizenId, level: kept.level, displayName: kept.displayName };
    },
    end: (token) => kv.delete(keyOf(token)),
  };
}

const keyOf = (token: string) => `session:${hash('sha256', token, 'base64url')}`;
