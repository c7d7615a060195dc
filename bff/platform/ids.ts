import { randomBytes } from 'node:crypto';
import { ulid } from 'ulid';
import type { Clock } from './clock.ts';

/** Makes ids. An argument wherever one is needed, so that a simulation can replay them. */
export interface Ids {
  /** Sortable by time, 80 random bits. For rows. */
  next(): string;
  /** 256 random bits, base64url. For what opens doors: session tokens. */
  secret(): string;
}

export function randomIds(clock: Clock): Ids {
  const random = pooledRandom();
  return {
    next: () => ulid(clock.now(), random),
    secret: () => randomBytes(32).toString('base64url'),
  };
}

const POOL_BYTES = 4_096;

/** Strong random numbers 0 ≤ x < 1 in 256 steps. Asking the system for one byte at a time costs more than the id. */
function pooledRandom(): () => number {
  let pool = randomBytes(POOL_BYTES);
  let used = 0;
  return () => {
    if (used === POOL_BYTES) {
      pool = randomBytes(POOL_BYTES);
      used = 0;
    }
    return (pool[used++] ?? 0) / 256;
  };
}
