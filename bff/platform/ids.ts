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
  return {
    next: () => ulid(clock.now()),
    secret: () => randomBytes(32).toString('base64url'),
  };
}
