import { expect, test } from 'vitest';
import { plainDescription } from './attempts.ts';
import { newOutTradeNo } from './out-trade-no.ts';
import { nextCheckAt, nextCloseAt } from './schedule.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

test.each([
  [0, 30 * SECOND],
  [30 * SECOND, MINUTE],
  [MINUTE, 3 * MINUTE],
  [3 * MINUTE, 5 * MINUTE],
  [5 * MINUTE, 10 * MINUTE],
  [10 * MINUTE, 30 * MINUTE],
  [30 * MINUTE, HOUR],
  [HOUR, 2 * HOUR],
  [5.5 * HOUR, 6 * HOUR],
])('asked at %i ms, next at %i ms', (age, next) => {
  expect(nextCheckAt(1_000, 1_000 + age, () => 0.5)).toBe(1_000 + next);
});

test('spread by a fifth, and never at once', () => {
  expect(nextCheckAt(0, 0, () => 0)).toBe(24 * SECOND);
  expect(nextCheckAt(0, 0, () => 1)).toBe(36 * SECOND);
  expect(nextCheckAt(0, 30 * SECOND - 1, () => 0)).toBe(30 * SECOND - 1 + 4 * SECOND);
});

test('closing is tried again soon, then every five minutes', () => {
  expect(nextCloseAt(1, 0, () => 0.5)).toBe(5 * SECOND);
  expect(nextCloseAt(3, 0, () => 0.5)).toBe(20 * SECOND);
  expect(nextCloseAt(50, 0, () => 0.5)).toBe(5 * MINUTE);
});

test("a number is the city's day and 90 random bits", () => {
  const zero = newOutTradeNo(Date.parse('2026-11-21T16:00:00Z'), new Uint8Array(18));
  expect(zero).toBe('20261122000000000000000000');
  expect(newOutTradeNo(0, new Uint8Array(18).fill(255))).toBe('19700101ZZZZZZZZZZZZZZZZZZ');
});

test('a description never breaks a bill file, and is never empty or too long', () => {
  expect(plainDescription('罚款,水费，`电费\n')).toBe('罚款、水费、电费');
  expect(plainDescription('\u0000')).toBe('政务缴费');
  expect(plainDescription('缴'.repeat(200))).toBe('缴'.repeat(42));
});
