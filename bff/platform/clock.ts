/** Epoch milliseconds. Everything that asks the time asks here, so that a city's clock can be followed and tests can move it. */
export interface Clock {
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

export interface FollowingClock extends Clock {
  stop(): void;
}

/** How often the followed clock is read: a jump must be known before the next request that signs with the time. */
const POLL_MS = 100;

/**
 * Follows another clock (`GET url` → `{ now }`) by keeping the difference to ours. When it cannot be read the last
 * difference stays: time never stops because a clock is silent.
 */
export async function followClock(
  url: string,
  read: (url: string) => Promise<number>,
): Promise<FollowingClock> {
  let offsetMs = 0;
  const poll = async () => {
    const asked = Date.now();
    const theirs = await read(url).catch(() => null);
    if (theirs !== null) offsetMs = theirs - (asked + Date.now()) / 2;
  };
  let timer: NodeJS.Timeout | null = null;
  let stopped = false;
  // One reading after the other, so that an old one never overtakes a new one.
  const later = () => {
    if (!stopped) timer = setTimeout(() => poll().finally(later), POLL_MS).unref();
  };
  await poll();
  later();
  return {
    now: () => Math.round(Date.now() + offsetMs),
    stop: () => {
      stopped = true;
      clearTimeout(timer ?? undefined);
    },
  };
}
