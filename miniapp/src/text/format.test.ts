import { expect, test } from 'vitest';
import {
  before,
  brief,
  clockSeconds,
  count,
  day,
  daysUntil,
  fullMoment,
  glue,
  instant,
  lastDays,
  minutesUntil,
  moment,
  money,
  spokenMoney,
} from './format';

const at = (text: string) => instant(`${text}+08:00`);
const now = at('2026-10-13T10:24:06');

test.each([
  [0, '¥0.00'],
  [5, '¥0.05'],
  [6340, '¥63.40'],
  [123456, '¥1,234.56'],
  [8642015_00, '¥8,642,015.00'],
])('%i fen reads %s', (fen, text) => expect(money(fen)).toBe(text));

test.each([
  [6340, '63 元 4 角'],
  [10000, '100 元'],
  [1, '1 分'],
  [105, '1 元 5 分'],
  [0, '0 元'],
])('%i fen is said as %s', (fen, text) => expect(spokenMoney(fen)).toBe(text));

test('a number never leaves its unit', () => expect(count(5, '天')).toBe('5\u00a0天'));

test('numbers in a sentence from elsewhere stay with their words', () => {
  expect(glue('已付 290.00 元，最迟 10:38 告诉您 SF 单号')).toBe(
    '已付\u00a0290.00\u00a0元，最迟\u00a010:38\u00a0告诉您 SF 单号',
  );
});

test('times are the city’s, whatever the phone’s zone', () => {
  expect(clockSeconds(instant('2026-10-12T16:00:01Z'))).toBe('00:00:01');
  expect(moment(instant('2026-10-12T15:59:59Z'), now)).toBe('昨天\u00a023:59');
});

test('near days have names, other years their number', () => {
  expect(moment(at('2026-10-13T09:00:00'), now)).toBe('09:00');
  expect(brief(at('2026-10-12T18:02:00'), now)).toBe('昨天');
  expect(brief(at('2026-10-14T08:30:00'), now)).toBe('明天');
  expect(brief(at('2026-10-09T08:30:00'), now)).toBe('10月9日');
  expect(day(at('2027-01-08T00:00:00'), now)).toBe('2027年1月8日');
  expect(fullMoment(at('2026-10-13T09:26:31'))).toBe('2026年10月13日\u00a009:26:31');
});

test('days count calendar days of the city, not spans of 24 hours', () => {
  expect(daysUntil(at('2026-10-14T00:01:00'), at('2026-10-13T23:59:00'))).toBe(1);
  expect(daysUntil(at('2026-10-13T00:00:00'), now)).toBe(0);
  expect(daysUntil(at('2026-10-11T23:59:00'), now)).toBe(-2);
  expect(minutesUntil(now - 1, now)).toBe(0);
  expect(minutesUntil(now + 60_001, now)).toBe(2);
});

test('a space stands before digits only', () => {
  expect(before('最迟', '10:54')).toBe('最迟\u00a010:54');
  expect(before('截至', '昨天 18:02')).toBe('截至昨天 18:02');
});

test('the last days end today', () => {
  const days = lastDays(30, now);
  expect(days).toHaveLength(30);
  expect((days[29] ?? 0) - (days[0] ?? 0)).toBe(29);
});
