import { expect, it } from 'vitest';
import { RetryBudget } from './retry-budget.ts';

it('lets at most a tenth of the calls be repeated, beside one to begin with', () => {
  const budget = new RetryBudget();
  let repeats = 0;
  for (let call = 0; call < 1_000; call += 1) {
    budget.earn();
    if (budget.spend()) repeats += 1;
  }
  expect(repeats).toBeGreaterThanOrEqual(90);
  expect(repeats).toBeLessThanOrEqual(101);
});

it('does not save up for a storm', () => {
  const budget = new RetryBudget();
  for (let call = 0; call < 10_000; call += 1) budget.earn();
  let repeats = 0;
  while (budget.spend()) repeats += 1;
  expect(repeats).toBe(10);
});
