import { expect, test } from 'vitest';
import { dueWords, marksLabel, marksOf } from './due';
import { instant } from './format';

const at = (text: string) => instant(`${text}+08:00`);
const now = at('2026-10-13T10:24:06');
const due = (date: string) => dueWords(at(`${date}T23:59:59`), now);

test('five days or fewer are amber, and say how many', () => {
  expect(due('2026-10-18')).toMatchObject({
    full: '还剩 5\u00a0天，10月18日止',
    short: '还剩 5\u00a0天',
    near: true,
  });
  expect(due('2026-10-19')).toMatchObject({ short: '10月19日止', near: false });
  expect(due('2026-10-13').full).toBe('今天截止');
});

test('over is over, and has no marks left', () => {
  expect(due('2026-10-12')).toMatchObject({ short: '已逾期 1\u00a0天', near: true });
  expect(marksOf(due('2026-10-12'))).toBeNull();
});

test('marks show the statutory fifteen days', () => {
  expect(marksOf(due('2026-10-18'))).toEqual({ total: 15, past: 10 });
  expect(marksOf(due('2026-10-13'))).toEqual({ total: 15, past: 15 });
  expect(marksOf(due('2026-10-29'))).toBeNull();
  expect(marksLabel(due('2026-10-18'))).toBe('15\u00a0天缴款期，还剩 5\u00a0天，10月18日止');
});
