import { expect, test } from 'vitest';
import { throughput } from './throughput.ts';

test('so many in any second and no more', () => {
  let now = 0;
  const may = throughput(2, () => now);
  expect([may(), may(), may()]).toEqual([true, true, false]);
  now = 999;
  expect(may()).toBe(false);
  now = 1000;
  expect([may(), may(), may()]).toEqual([true, true, false]);
});
