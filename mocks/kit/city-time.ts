/** The city lives in UTC+8 the whole year. Everything here is pure; moments are epoch ms. */

const OFFSET_MS = 8 * 3600_000;
export const DAY_MS = 86_400_000;

/** Whole days since 1970-01-01 on the city's calendar; changes at city midnight. */
export function cityDay(at: number): number {
  return Math.floor((at + OFFSET_MS) / DAY_MS);
}

/** First moment of a city day. */
export function startOfCityDay(day: number): number {
  return day * DAY_MS - OFFSET_MS;
}

/** `2026-11-20` */
export function dateText(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** `2026-11-20 08:31:00` */
export function timeText(at: number): string {
  return new Date(at + OFFSET_MS).toISOString().slice(0, 19).replace('T', ' ');
}

/** Reads `2026-11-20 08:31:00`; null when it is not a moment of the calendar. */
export function parseTimeText(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/.test(text)) return null;
  const at = Date.parse(`${text.replace(' ', 'T')}Z`) - OFFSET_MS;
  return Number.isNaN(at) || timeText(at) !== text ? null : at;
}

/** Minutes since city midnight, 0–1439. */
export function minuteOfCityDay(at: number): number {
  return Math.floor((at - startOfCityDay(cityDay(at))) / 60_000);
}
