import { expect, test } from 'vitest';
import { cityDay, dateText, minuteOfCityDay, parseTimeText, startOfCityDay, timeText } from './city-time.ts';

const lastSecond = Date.parse('2026-11-20T23:59:59+08:00');

test('the city’s day changes at its own midnight, eight hours before UTC’s', () => {
  expect(dateText(cityDay(lastSecond))).toBe('2026-11-20');
  expect(dateText(cityDay(lastSecond + 1000))).toBe('2026-11-21');
  expect(startOfCityDay(cityDay(lastSecond + 1000))).toBe(lastSecond + 1000);
});

test('minutes are counted from city midnight', () => {
  expect(minuteOfCityDay(lastSecond)).toBe(1439);
  expect(minuteOfCityDay(lastSecond + 1000)).toBe(0);
});

test('a moment is written and read in city time', () => {
  expect(timeText(lastSecond)).toBe('2026-11-20 23:59:59');
  expect(parseTimeText('2026-11-20 23:59:59')).toBe(lastSecond);
});

test.each(['2026-02-30 00:00:00', '2026-11-20 24:00:00', '2026-11-20 08:31:00.0', '2026-11-20', ''])(
  'not a moment: %s',
  (text) => expect(parseTimeText(text)).toBeNull(),
);
