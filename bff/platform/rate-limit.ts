import { AppError } from './app-error.ts';
import type { Clock } from './clock.ts';
import type { Kv } from './kv.ts';
import type { Log } from './logger.ts';

export interface Limit {
  /** How many within the window. */
  most: number;
  windowMs: number;
}

export interface RateLimits {
  /** Counts one more for `who`; throws `rate_limited` with Retry-After when that is too many. */
  count(name: string, who: string, limit: Limit): Promise<void>;
}

/** Fixed windows. When the store is gone, service goes on: a limit guards resources, it does not guard money. */
export function createRateLimits(deps: { kv: Kv; clock: Clock; log: Log }): RateLimits {
  const { kv, clock, log } = deps;
  return {
    async count(name, who, { most, windowMs }) {
      const now = clock.now();
      const window = Math.floor(now / windowMs);
      const counted = await kv.increment(`limit:${name}:${who}:${window}`, windowMs).catch((err: unknown) => {
        log.warn({ err, limit: name }, 'limit could not be counted');
        return 0;
      });
      if (counted <= most) return;
      throw new AppError('rate_limited', { retryAfterSeconds: ((window + 1) * windowMs - now) / 1000 });
    },
  };
}
