import fc from 'fast-check';
import { expect, test } from 'vitest';
import { backOff } from './back-off.ts';

test('doubles up to its longest, spread by a fifth either way', () => {
  expect([1, 2, 3, 4].map((attempt) => backOff(attempt, 1_000, 60_000, () => 0.5))).toEqual([
    1e3, 2e3, 4e3, 8e3,
  ]);
  const cases = fc.record({
    attempt: fc.integer({ min: 1, max: 5_000 }),
    random: fc.float({ min: 0, max: 1, noNaN: true }),
  });
  fc.assert(
    fc.property(cases, ({ attempt, random }) => {
      const wait = backOff(attempt, 1_000, 60_000, () => random);
      expect(wait).toBeGreaterThanOrEqual(800);
      expect(wait).toBeLessThanOrEqual(72_000);
    }),
    { seed: 20261122, numRuns: 500 },
  );
});
