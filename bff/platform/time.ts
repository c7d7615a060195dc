/** The city's time is +08:00 all year (China has no daylight saving). Inside, time is epoch milliseconds. */
const OFFSET_MS = 8 * 3_600_000;
export const DAY_MS = 86_400_000;

/** `2026-11-22T09:30:00+08:00`, cut to the second. For everything that leaves the house. */
export function rfc3339(ms: number): string {
  return `${new Date(ms + OFFSET_MS).toISOString().slice(0, 19)}+08:00`;
}

/** The first city midnight after `ms`: late charges grow there. */
export function cityMidnightAfter(ms: number): number {
  return (Math.floor((ms + OFFSET_MS) / DAY_MS) + 1) * DAY_MS - OFFSET_MS;
}

/** `2026-11-22`, the city's calendar day. */
export function cityDay(ms: number): string {
  return new Date(ms + OFFSET_MS).toISOString().slice(0, 10);
}

/** `09:30`, for sentences a resident reads. */
export function cityHourMinute(ms: number): string {
  return new Date(ms + OFFSET_MS).toISOString().slice(11, 16);
}
