import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { booksAgree } from '../harness/books.ts';
import { billAt, type House, startHouse, transactionsOf } from '../harness/index.ts';

let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.stop());

describe('a resident pays a fine from her list', () => {
  it('and the bureau, WeChat, the ledger and her inbox say the same', async () => {
    const lin = await house.citizen('lin');
    const [fine] = await lin.payable();
    if (!fine) throw new Error('she has no fine to pay');

    const order = await lin.places([fine]);
    expect(order).toMatchObject({ status: 'unpaid', totalFen: fine.amountFen, paidFen: 0 });
    expect((await lin.bill(fine.id)).status).toBe('in_payment');

    const { transactionId } = await lin.pays(order);
    const done = await lin.waitsFor(order, 'done');
    expect(done.paidFen).toBe(fine.amountFen);

    const state = await house.city.state();
    expect(transactionsOf(state, done.outTradeNo)).toMatchObject([
      { transactionId, state: 'SUCCESS', totalFen: fine.amountFen },
    ]);
    expect(billAt(state, fine.service, fine.number)).toMatchObject({ status: 'paid', timesSettled: 1 });
    const told = await lin.isTold(order);
    expect(told.body).toContain((fine.amountFen / 100).toFixed(2));
    await booksAgree(house, lin, order);
  });

  it('and finds her receipt, while the bill is gone from what she owes', async () => {
    const citizen = await house.citizen();
    const owed = await citizen.payable();
    const fine = owed[0];
    if (!fine) throw new Error('she has no fine to pay');
    const order = await citizen.places([fine]);
    await citizen.pays(order);
    await citizen.waitsFor(order, 'done');

    const receipt = await citizen.receipt(order);
    expect(receipt).toMatchObject({ orderId: order.id, totalFen: fine.amountFen });
    expect(receipt.lines[0]).toMatchObject({ number: fine.number, voucher: expect.stringMatching(/./) });
    expect((await citizen.payable()).map((each) => each.number)).toEqual(
      owed.slice(1).map((each) => each.number),
    );
  });

  it('and two fines of one payee in one order', async () => {
    const citizen = await house.citizen();
    const fines = await citizen.payable();
    expect(fines).toHaveLength(2);
    const order = await citizen.places(fines);
    expect(order.totalFen).toBe(fines.reduce((sum, each) => sum + each.amountFen, 0));
    await citizen.pays(order);
    await citizen.waitsFor(order, 'done');
    await citizen.isTold(order);
    await booksAgree(house, citizen, order);
  });
});
