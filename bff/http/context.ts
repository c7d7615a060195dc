import type { ParameterizedContext } from 'koa';
import type { Level } from '../contract/common.ts';

/** The resident behind a request, as her session says. */
export interface SignedIn {
  citizenId: string;
  level: Level;
  displayName: string;
}

/** What the doors before a handler have put on the way. */
export interface DoorState {
  requestId: string;
  /** The body's bytes as they came, at doors whose callers sign them. */
  rawBody?: Buffer;
  /** Set by `citizen(level)`. */
  signedIn?: SignedIn;
  /** Set by `idempotent`: 43 characters, the same for the same resident, route and key. */
  idempotencyKey?: string;
}

export type DoorContext = ParameterizedContext<DoorState>;
