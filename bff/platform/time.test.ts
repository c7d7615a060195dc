import { expect, test } from 'vitest';
import { cityDay, cityHourMinute, cityMidnightAfter, rfc3339 } from './time.ts';

const at = (text: string) => Date.parse(text);

test('times leave the house in the city’s offset, cut to the second', () => {
  expect(rfc3339(at('2026-11-22T01:30:00.999Z'))).toBe('2026-11-22T09:30:00+08:00');
  expect(rfc3339(at('2026-12-31T16:00:00Z'))).toBe('2027-01-01T00:00:00+08:00');
});

test.each([
  ['2026-11-22T09:30:00+08:00', '2026-11-23T00:00:00+08:00'],
  ['2026-11-22T23:59:59.999+08:00', '2026-11-23T00:00:00+08:00'],
  ['2026-11-23T00:00:00+08:00', '2026-11-24T00:00:00+08:00'],
  ['2028-02-28T12:00:00+08:00', '2028-02-29T00:00:00+08:00'],
])('the midnight after %s is %s', (moment, midnight) => {
  expect(cityMidnightAfter(at(moment))).toBe(at(midnight));
});

test('the city’s day begins eight hours before Greenwich’s', () => {
  expect(cityDay(at('2026-11-21T16:00:00Z'))).toBe('2026-11-22');
  expect(cityHourMinute(at('2026-11-21T16:05:00Z'))).toBe('00:05');
});
