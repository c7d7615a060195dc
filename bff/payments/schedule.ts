import { backOff } from '../outbox/back-off.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

export const FIRST_CHECK_MS = 30 * SECOND;

/** After the payment was asked for; then hourly. The phone's own questions come in between. */
const CHECKS_MS = [FIRST_CHECK_MS, MINUTE, 3 * MINUTE, 5 * MINUTE, 10 * MINUTE, 30 * MINUTE];

/** When an attempt of `createdAt` is next asked about, spread by ±20 % of the wait. Epoch milliseconds. */
export function nextCheckAt(createdAt: number, now: number, random: () => number): number {
  const age = now - createdAt;
  const next = CHECKS_MS.find((at) => at > age) ?? (Math.floor(age / HOUR) + 1) * HOUR;
  const wait = Math.max(5 * SECOND, next - age);
  return now + Math.round(wait * (0.8 + 0.4 * random()));
}

export const FIRST_CLOSE_MS = 5 * SECOND;

/** When closing is tried again after the `attempt`-th time without a clear answer. */
export function nextCloseAt(attempt: number, now: number, random: () => number): number {
  return now + backOff(attempt, FIRST_CLOSE_MS, 5 * MINUTE, random);
}
