import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { booksAgree, nothingMoved } from '../harness/books.ts';
import { anOrder, type House, startHouse } from '../harness/index.ts';

let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.stop());

describe('a resident changes her mind', () => {
  it('cancels at the cashier, comes back and pays the same order', async () => {
    const { citizen, order } = await anOrder(house);
    const first = await citizen.startsPayment(order);
    await house.city.cashier(first.prepayId, 'cancel');
    expect(await citizen.order(order.id)).toMatchObject({ status: 'unpaid', paidFen: 0 });
    const { payment } = await citizen.pays(order);
    expect(payment.prepayId).toBe(first.prepayId);
    await citizen.waitsFor(order, 'done');
    await citizen.isTold(order);
    await booksAgree(house, citizen, order);
  });

  it('closes the order and orders the bill again', async () => {
    const { citizen, fine, order } = await anOrder(house);
    await citizen.startsPayment(order);
    expect(await citizen.closes(order)).toMatchObject({ status: 'closed' });
    await nothingMoved(house, citizen, order);
    await expect(citizen.startsPayment(order)).rejects.toMatchObject({ status: 409, code: 'state_conflict' });
    const again = await citizen.places([fine]);
    expect(again.id).not.toBe(order.id);
    await citizen.pays(again);
    await citizen.waitsFor(again, 'done');
  });

  it('closes in the very moment she has paid: the money wins', async () => {
    const { citizen, order } = await anOrder(house);
    const pause = await house.city.breaks({
      service: 'wechat-pay',
      operation: 'notice',
      kind: 'notice_drop',
    });
    await citizen.pays(order);
    const closed = await citizen.closes(order);
    await pause.heal();
    expect(closed.status).not.toBe('closed');
    await citizen.waitsFor(order, 'done');
    await citizen.isTold(order);
    await booksAgree(house, citizen, order);
  });

  it('forgets about it: the order closes by itself and the bill is free', async () => {
    const { citizen, fine, order } = await anOrder(house);
    const { prepayId } = await citizen.startsPayment(order);
    await house.city.advances(Date.parse(order.expiresAt) - (await house.city.now()) + 60_000);
    await citizen.waitsFor(order, 'closed');
    await nothingMoved(house, citizen, order);
    await expect(house.city.cashier(prepayId, 'paid')).rejects.toThrow();
    expect((await citizen.bill(fine.id)).status).toBe('payable');
  });
});
