import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/db/index.ts';
import { pruneIdempotencyKeys } from '../platform/idempotency/store.ts';
import type { Log } from '../platform/logger.ts';

const EVERY_MS = 60_000;

/** What has had its time is forgotten, a little at a time. @returns stops it */
export function startHousekeeping(deps: { database: Database; clock: Clock; log: Log }): () => void {
  const { database, clock, log } = deps;
  const tidy = async () => {
    const idempotencyKeys = await pruneIdempotencyKeys(database, clock);
    if (idempotencyKeys > 0) log.info({ idempotencyKeys }, 'old rows forgotten');
  };
  const timer = setInterval(() => {
    tidy().catch((err: unknown) => log.warn({ err }, 'housekeeping failed'));
  }, EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
