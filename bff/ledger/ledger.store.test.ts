import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { citizen, freshNumber, type Money, openMoney } from '../orders/testing/money.ts';
import type { Trx } from '../platform/db/index.ts';
import type { Ledger } from './service.ts';

let money: Money;
beforeEach(async () => {
  money = await openMoney();
});
afterEach(() => money.close());

const post = (work: (ledger: Ledger, trx: Trx) => Promise<void>) =>
  money.database.transact((trx) => work(money.ledger, trx));
const paid = (orderId: string, amountFen: number) =>
  post((ledger, trx) => ledger.paid(trx, { orderId, amountFen, at: 1 }));

test('says everything once, however often it is said, also at the same moment', async () => {
  await Promise.all(Array.from({ length: 20 }, () => paid('order-1', 500)));
  expect(await money.ledger.books()).toMatchObject({ paidFen: 500, dueFen: 500, settledFen: 0, faults: [] });
  await money.drain();
  expect(await money.ledger.books()).toMatchObject({ unsealed: 0, faults: [] });
});

test('paid is always settled plus in flight, whatever happens in whatever order', async () => {
  const line = fc.record({
    fen: fc.integer({ min: 1, max: 1e9 }),
    end: fc.constantFrom('settled', 'suspended', 'due'),
  });
  let counted = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 5 }), fc.boolean(), async (lines, twice) => {
      counted += 1;
      const total = lines.reduce((sum, one) => sum + one.fen, 0);
      const before = await money.ledger.books();
      await paid(`order-${counted}`, total);
      if (twice) {
        const about = { transactionId: `t-${counted}`, amountFen: total, at: 1 };
        await post((ledger, trx) => ledger.paidAgain(trx, about));
      }
      for (const [i, { fen, end }] of lines.entries()) {
        const about = { lineId: `line-${counted}-${i}`, amountFen: fen, at: 1 };
        if (end === 'settled') await post((ledger, trx) => ledger.settled(trx, about));
        if (end === 'suspended') await post((ledger, trx) => ledger.suspended(trx, about));
      }
      const books = await money.ledger.books();
      expect(books.faults).toEqual([]);
      expect(books.paidFen - before.paidFen).toBe(twice ? 2 * total : total);
    }),
    { seed: 20261122, numRuns: 25 },
  );
}, 60_000);

test('a changed amount, a removed link and a lost posting are found', async () => {
  for (let i = 0; i < 3; i += 1) {
    const billId = money.bureau.owes(freshNumber());
    const order = await money.orders.place(citizen('lin'), [billId], freshNumber(), 'request');
    await money.pays(order.id);
  }
  await money.drain();
  expect(await money.ledger.books()).toMatchObject({ faults: [], unsealed: 0, settledFen: 60_000 });
  const { db } = money.database;
  const second = await db
    .selectFrom('ledger_seals')
    .select('entry_id')
    .where('seq', '=', 2)
    .executeTakeFirstOrThrow();
  const double = (by: number) =>
    db
      .updateTable('ledger_postings')
      .set((eb) => ({ amount_fen: eb('amount_fen', '*', by) }))
      .where('entry_id', '=', second.entry_id)
      .execute();
  await double(3);
  expect((await money.ledger.books()).faults).toEqual(['the chain breaks at link 2']);
  await db
    .deleteFrom('ledger_postings')
    .where('entry_id', '=', second.entry_id)
    .where('position', '=', 0)
    .execute();
  expect((await money.ledger.books()).faults.join()).toContain(`entry ${second.entry_id} does not sum to 0`);
  await db.deleteFrom('ledger_seals').where('seq', '=', 1).execute();
  expect((await money.ledger.books()).faults).toContain('the chain breaks at link 1');
});
