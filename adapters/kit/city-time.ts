/** City time is UTC+8 all year; nothing here looks at the process's own time zone. */
const OFFSET_MS = 8 * 60 * 60_000;
const DAY_MS = 24 * 60 * 60_000;

const TIME = /^(\d{4})-(\d{2})-(\d{2})(?: (\d{2}):(\d{2}):(\d{2})(?:\.\d{1,3})?)?$/;

/**
 * `2026-11-20 08:31:00`, `2026-11-20 08:31:00.0` or `2026-11-20` (its first moment) in city time.
 * @returns epoch ms, or null for what is no such moment
 */
export function cityTime(text: string): number | null {
  const match = TIME.exec(text);
  if (!match) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1)
    .map((part) => Number(part ?? 0));
  const utc = Date.UTC(year, month - 1, day, hour, minute, second);
  // Date.UTC turns 31 November into 1 December; a moment that reads back otherwise does not exist.
  const written = new Date(utc).toISOString().slice(0, 19).replace('T', ' ');
  return written === text.slice(0, 19).padEnd(19, ' 00:00:00') ? utc - OFFSET_MS : null;
}

/** `2026-11-20 08:31:00` in city time. */
export function formatCityTime(at: number): string {
  return new Date(at + OFFSET_MS).toISOString().slice(0, 19).replace('T', ' ');
}

/** The next midnight in the city after this moment. */
export function nextCityMidnight(at: number): number {
  return (Math.floor((at + OFFSET_MS) / DAY_MS) + 1) * DAY_MS - OFFSET_MS;
}

/** The last millisecond of the city day that begins at `dayStart`. */
export const endOfCityDay = (dayStart: number): number => dayStart + DAY_MS - 1;
