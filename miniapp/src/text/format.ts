/** The one place where numbers and times become words. Times are the city's (UTC+8), whatever the phone's zone. */

const DAY = 86_400_000;
const CITY = 8 * 3_600_000;
const NBSP = '\u00a0';

const two = (n: number) => String(n).padStart(2, '0');
/** The city's wall clock at an instant, readable through the UTC getters. */
const wall = (at: number) => new Date(at + CITY);
/** The city's calendar days since 1970. */
const dayNumber = (at: number) => Math.floor((at + CITY) / DAY);

/** RFC 3339 → epoch ms. */
export const instant = (time: string): number => Date.parse(time);

/** `¥1,234.56` */
export function money(fen: number): string {
  const yuan = String(Math.floor(fen / 100)).replace(/\B(?=(\d{3})+$)/g, ',');
  return `¥${yuan}.${two(fen % 100)}`;
}

/** As a screen reader should say it: `63 元 4 角`, `100 元`. */
export function spokenMoney(fen: number): string {
  const parts = [
    [Math.floor(fen / 100), '元'],
    [Math.floor(fen / 10) % 10, '角'],
    [fen % 10, '分'],
  ] as const;
  const said = parts.filter(([n]) => n > 0).map(([n, unit]) => `${n} ${unit}`);
  return said.length > 0 ? said.join(' ') : '0 元';
}

/** A number and its unit stay on one line: `5 天`. */
export const count = (n: number, unit: string): string => `${n}${NBSP}${unit}`;

/** Sentences written elsewhere: their numbers stay with their units and with the word before. */
export const glue = (text: string): string =>
  text
    .replace(/([\d.%]) (?=[\u4e00-\u9fff])/g, `$1${NBSP}`)
    .replace(/([\u4e00-\u9fff]) (?=[\d¥])/g, `$1${NBSP}`);

/** `10:24` */
export function clock(at: number): string {
  const t = wall(at);
  return `${two(t.getUTCHours())}:${two(t.getUTCMinutes())}`;
}

/** `10:24:31` */
export const clockSeconds = (at: number): string => `${clock(at)}:${two(wall(at).getUTCSeconds())}`;

/** `10月18日`, with the year when it is not this one. */
export function day(at: number, now: number): string {
  const t = wall(at);
  const date = `${t.getUTCMonth() + 1}月${t.getUTCDate()}日`;
  return t.getUTCFullYear() === wall(now).getUTCFullYear() ? date : `${t.getUTCFullYear()}年${date}`;
}

/** The day as a resident says it: `今天`, `昨天`, `明天`, else the date. */
export function nearDay(at: number, now: number): string {
  const names: Record<number, string> = { [-1]: '昨天', 0: '今天', 1: '明天' };
  return names[dayNumber(at) - dayNumber(now)] ?? day(at, now);
}

/** `10:24` today, `昨天 18:02`, `10月9日 09:00`. */
export function moment(at: number, now: number): string {
  const near = nearDay(at, now);
  return near === '今天' ? clock(at) : `${near}${NBSP}${clock(at)}`;
}

/** A word before a time: a space before digits, none before 昨天. */
export const before = (word: string, text: string): string => `${word}${/^\d/.test(text) ? NBSP : ''}${text}`;

/** For proofs: `2026年11月22日 09:26:31`, the same whenever it is read. */
export function fullMoment(at: number): string {
  const t = wall(at);
  return `${t.getUTCFullYear()}年${t.getUTCMonth() + 1}月${t.getUTCDate()}日${NBSP}${clockSeconds(at)}`;
}

/** For lists: the time today, otherwise only the day. */
export function brief(at: number, now: number): string {
  const near = nearDay(at, now);
  return near === '今天' ? clock(at) : near;
}

/** Whole calendar days until the day of `at`; 0 today, negative when over. */
export const daysUntil = (at: number, now: number): number => dayNumber(at) - dayNumber(now);

/** Whole minutes until `at`, never negative. */
export const minutesUntil = (at: number, now: number): number => Math.max(0, Math.ceil((at - now) / 60_000));

/** A month's day numbers, oldest first, for counting by day. */
export const lastDays = (days: number, now: number): number[] =>
  Array.from({ length: days }, (_, i) => dayNumber(now) - (days - 1 - i));
export const dayOf = (time: string): number => dayNumber(instant(time));
