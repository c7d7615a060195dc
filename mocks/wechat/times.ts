const beijingMs = 8 * 3600_000;

/** Epoch milliseconds → `2026-11-22T09:30:00+08:00`, as WeChat Pay writes times. */
export const beijingTime = (ms: number): string =>
  `${new Date(ms + beijingMs).toISOString().slice(0, 19)}+08:00`;

/** `20261122093000`, the beginning of WeChat's numbers. */
export const beijingStamp = (ms: number): string => beijingTime(ms).slice(0, 19).replace(/\D/g, '');

export const second = 1000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;
