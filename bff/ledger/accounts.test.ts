import fc from 'fast-check';
import { expect, test } from 'vitest';
import { accounts, balanced, postingsOf, Unbalanced } from './accounts.ts';

const seeded = { seed: 20261122, numRuns: 500 };

test('the postings of any entry sum to 0', () => {
  const entries = fc.record({
    from: fc.constantFrom(...accounts),
    to: fc.constantFrom(...accounts),
    amountFen: fc.integer({ min: 1, max: 1_000_000_000_00 }),
  });
  fc.assert(
    fc.property(entries, (entry) => {
      const postings = postingsOf({ kind: 'paid', subject: 'x', at: 0, ...entry });
      expect(postings.reduce((sum, posting) => sum + posting.amountFen, 0)).toBe(0);
    }),
    seeded,
  );
});

test('what does not sum to 0, is nothing, or is no whole fen, is refused', () => {
  const amounts = fc.array(fc.integer({ min: -1_000, max: 1_000 }), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(amounts, (fens) => {
      const postings = fens.map((amountFen) => ({ account: 'suspense' as const, amountFen }));
      const fine = fens.every((fen) => fen !== 0) && fens.reduce((sum, fen) => sum + fen, 0) === 0;
      if (fine) expect(balanced(postings)).toBe(postings);
      else expect(() => balanced(postings)).toThrow(Unbalanced);
    }),
    seeded,
  );
  expect(() =>
    postingsOf({ kind: 'paid', subject: 'x', at: 0, from: 'suspense', to: 'bureau-due', amountFen: 0.5 }),
  ).toThrow(Unbalanced);
});
