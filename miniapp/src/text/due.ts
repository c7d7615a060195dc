import { count, day, daysUntil } from './format';

/** A deadline in words, from where a page stands. */
export interface Due {
  /** `还剩 5 天，10月18日止` */
  full: string;
  /** `还剩 5 天` or `10月25日止` */
  short: string;
  /** Amber: five days or fewer, or over. */
  near: boolean;
  left: number;
}

const NEAR = 5;

export function dueWords(at: number, now: number): Due {
  const left = daysUntil(at, now);
  const until = `${day(at, now)}止`;
  if (left < 0) {
    const over = `已逾期 ${count(-left, '天')}`;
    return { full: `${over}，${until}`, short: over, near: true, left };
  }
  const rest = left === 0 ? '今天截止' : `还剩 ${count(left, '天')}`;
  return {
    full: left === 0 ? rest : `${rest}，${until}`,
    short: left <= NEAR ? rest : until,
    near: left <= NEAR,
    left,
  };
}

/** Days shown as marks: the statutory 15; a deadline further away has no marks yet, one that is over has none left. */
export const TERM_DAYS = 15;
export const marksOf = (due: Due): { total: number; past: number } | null =>
  due.left > TERM_DAYS || due.left < 0 ? null : { total: TERM_DAYS, past: TERM_DAYS - due.left };

export const marksLabel = (due: Due): string => `${count(TERM_DAYS, '天')}缴款期，${due.full}`;
