import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { booksAgree } from '../harness/books.ts';
import { eventually, type House, startHouse } from '../harness/index.ts';

let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.stop());

const DAY = 86_400_000;
const CITY_OFFSET = 8 * 3_600_000;
const midnightAfter = (ms: number) => Math.ceil((ms + CITY_OFFSET + 1) / DAY) * DAY - CITY_OFFSET;

const STRANGERS = 20;

/** Whose late charge still grows: it stops at the fine itself. Without a name, the first stranger who has such a fine. */
async function theLateFine(login?: string) {
  for (let tried = 0; tried < STRANGERS; tried += 1) {
    const citizen = await house.citizen(login);
    const fine = (await citizen.payable()).find(
      (bill) => bill.lateFen > 0 && bill.lateFen < bill.principalFen,
    );
    if (fine) return { citizen, fine };
  }
  throw new Error('nobody has an overdue fine');
}

describe('midnight between price and payment', () => {
  it('an order never outlives its price', async () => {
    await house.city.setsClock(midnightAfter(await house.city.now()) - 10 * 60_000);
    const { citizen, fine } = await theLateFine();
    const order = await citizen.places([fine]);
    expect(Date.parse(order.expiresAt)).toBeLessThanOrEqual(Date.parse(fine.validUntil));
    expect(Date.parse(fine.validUntil)).toBe(midnightAfter(await house.city.now()));
  });

  it('unpaid at midnight: the order closes, the bill has grown, the new order asks the new price', async () => {
    await house.city.setsClock(midnightAfter(await house.city.now()) - 20 * 60_000);
    const { citizen, fine } = await theLateFine();
    const order = await citizen.places([fine]);
    const { prepayId } = await citizen.startsPayment(order);
    await house.city.advances(25 * 60_000);
    await expect(house.city.cashier(prepayId, 'paid')).rejects.toThrow();
    await citizen.waitsFor(order, 'closed');
    const grown = await eventually('the bill has grown', async () => {
      const bill = await citizen.bill(fine.id);
      return bill.lateFen > fine.lateFen && bill;
    });
    await house.city.advances(60 * 60_000);
    const back = await house.citizen(citizen.login);
    const again = await back.places([grown]);
    expect(again.totalFen).toBe(grown.amountFen);
    await back.pays(again);
    await back.waitsFor(again, 'done', 30_000);
    await back.isTold(again);
    await booksAgree(house, back, again);
  });

  it('paid before midnight, written back after it and after the nightly closing: the old price holds', async () => {
    await house.city.setsClock(midnightAfter(await house.city.now()) - 15 * 60_000);
    const { citizen, fine } = await theLateFine();
    const order = await citizen.places([fine]);
    await citizen.pays(order);
    expect(await citizen.waitsFor(order, 'processing')).toMatchObject({ paidFen: fine.amountFen });
    await house.city.advances(60 * 60_000);
    const back = await house.citizen(citizen.login);
    await back.waitsFor(order, 'done', 30_000);
    await back.isTold(order);
    await booksAgree(house, back, order);
  });
});
