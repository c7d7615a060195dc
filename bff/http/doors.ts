import type { Level } from '../contract/common.ts';
import type { Limit, RateLimits } from '../platform/rate-limit.ts';
import { citizenDoor, type Resolve } from './citizen.ts';
import { clientAddress } from './client-address.ts';
import type { Door } from './guard.ts';
import { type IdempotencyStore, idempotentDoor } from './idempotent.ts';

/** What stands before a handler: `router.post('/orders', citizen('L2'), idempotent, guard(…))`. */
export interface Doors {
  /** Lets in who has a session, at this level or higher. */
  citizen(level: Level): Door;
  /** Needs `Idempotency-Key`; stands behind `citizen`. */
  idempotent: Door;
  /** Per resident; stands behind `citizen`. */
  limit(name: string, limit: Limit): Door;
  /** Per client address, for doors without a session. */
  limitAddress(name: string, limit: Limit): Door;
}

export interface DoorsDeps {
  resolve: Resolve;
  idempotency: IdempotencyStore;
  limits: RateLimits;
}

export function createDoors({ resolve, idempotency, limits }: DoorsDeps): Doors {
  return {
    citizen: (level) => citizenDoor(level, resolve),
    idempotent: idempotentDoor(idempotency),
    limit: (name, limit) => async (ctx, next) => {
      await limits.count(name, ctx.state.signedIn?.citizenId ?? 'nobody', limit);
      await next();
    },
    limitAddress: (name, limit) => async (ctx, next) => {
      await limits.count(name, clientAddress(ctx.req), limit);
      await next();
    },
  };
}
