/** Epoch milliseconds. Everything that asks the time asks here, so that a city's clock can be followed and tests can move it. */
export interface Clock {
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

export interface FollowingClock extends Clock {
  stop(): void;
}

/** How often the followed clock is read; "jobs then due are done within 10 s" leaves plenty. */
const POLL_MS = 500;

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
  await poll();
  const timer = setInterval(poll, POLL_MS);
  timer.unref();
  return { now: () => Math.round(Date.now() + offsetMs), stop: () => clearInterval(timer) };
}
