import { expect, test } from 'vitest';
import { disagreements } from './verify.ts';

test('names each sum that the ledger and the orders tell differently', () => {
  const orders = { paidFen: 500, settledFen: 300 };
  expect(disagreements({ paidFen: 500, settledFen: 300 }, orders)).toEqual([]);
  expect(disagreements({ paidFen: 400, settledFen: 300 }, orders)).toEqual([
    'paid: the ledger says 400 fen, the orders say 500 fen',
  ]);
  expect(disagreements({ paidFen: 400, settledFen: 0 }, orders)).toHaveLength(2);
});
