import { expect, test } from 'vitest';
import { pauseBefore } from './pause';

test('an open order is asked about often at first, then four times a minute', () => {
  const pauses = Array.from({ length: 20 }, (_, n) => pauseBefore(n));
  expect(pauses[0]).toBe(1_000);
  expect(pauses.every((pause, n) => n === 0 || pause >= (pauses[n - 1] ?? 0))).toBe(true);
  expect(pauses.at(-1)).toBe(15_000);
});
