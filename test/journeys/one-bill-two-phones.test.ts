import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { booksAgree, nothingMoved } from '../harness/books.ts';
import { type House, startHouse } from '../harness/index.ts';

let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.stop());

describe('one bill, two phones', () => {
  it('lets one of a couple hold the bill, and the other take it when she lets go', async () => {
    const [lin, wang] = await Promise.all([house.citizen('lin'), house.citizen('wang')]);
    const [hers] = await lin.payable();
    const his = (await wang.payable()).find((bill) => bill.number === hers?.number);
    if (!hers || !his) throw new Error('they share no bill');

    const both = await Promise.allSettled([lin.places([hers]), wang.places([his])]);
    expect(both.map((each) => each.status).sort()).toEqual(['fulfilled', 'rejected']);
    const refused = both.find((each) => each.status === 'rejected');
    expect(refused?.reason).toMatchObject({ status: 409, code: 'bill_in_payment' });

    const [holder, other, held, theirs] =
      both[0]?.status === 'fulfilled' ? [lin, wang, hers, his] : ([wang, lin, his, hers] as const);
    const [order] = await holder.orders();
    if (!order) throw new Error('nobody holds the bill');
    expect(await other.bill(theirs.id)).toMatchObject({ status: 'in_payment' });
    expect(
      (await other.bill(theirs.id)).orderId,
      'the other family member sees no order of hers',
    ).toBeUndefined();
    await expect(other.order(order.id)).rejects.toMatchObject({ status: 404, code: 'not_found' });

    await holder.closes(order);
    await nothingMoved(house, holder, order);
    const second = await other.places([theirs]);
    await other.pays(second);
    await other.waitsFor(second, 'done');
    await other.isTold(second);
    await booksAgree(house, other, second);
    await expect(holder.places([held])).rejects.toMatchObject({ status: 409, code: 'bill_already_paid' });
  });

  it('makes one order of twenty taps with one key, and replays the answer', async () => {
    const citizen = await house.citizen();
    const [fine] = await citizen.payable();
    const tap = () =>
      citizen.asks('/orders', { method: 'POST', body: { billIds: [fine?.id] }, key: 'one-tap-of-hers-0001' });
    const answers = await Promise.all(Array.from({ length: 20 }, tap));
    const settled = answers.filter((each) => each.status === 201);
    expect(settled.length).toBeGreaterThan(0);
    for (const each of answers.filter((every) => every.status !== 201)) {
      expect(each).toMatchObject({ status: 409, body: { error: { code: 'request_in_progress' } } });
    }
    const again = await tap();
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(again.body).toEqual(settled[0]?.body);
    expect(await citizen.orders()).toHaveLength(1);
  });

  it('pays one order once, whichever of her two phones is faster', async () => {
    const citizen = await house.citizen();
    const [fine] = await citizen.payable();
    if (!fine) throw new Error('she has no fine');
    const order = await citizen.places([fine]);
    const [first, second] = await Promise.all([citizen.startsPayment(order), citizen.startsPayment(order)]);
    expect(second.prepayId).toBe(first.prepayId);
    expect(second.params.paySign).not.toBe(first.params.paySign);
    await house.city.cashier(first.prepayId, 'paid');
    await expect(house.city.cashier(second.prepayId, 'paid')).rejects.toThrow();
    await citizen.waitsFor(order, 'done');
    await citizen.isTold(order);
    await booksAgree(house, citizen, order);
  });

  it('refuses a bill that was paid at the counter meanwhile', async () => {
    const citizen = await house.citizen();
    const [fine] = await citizen.payable();
    if (!fine) throw new Error('she has no fine');
    await house.city.paysAtCounter(fine.service, fine.number);
    await expect(citizen.places([fine])).rejects.toMatchObject({ status: 409, code: 'bill_already_paid' });
  });

  it('refuses a violation that is only captured, and says what to do', async () => {
    const citizen = await house.citizen();
    const captured = (await citizen.bills()).items.find((bill) => bill.status === 'not_payable');
    if (!captured) throw new Error('she has no captured violation');
    const refused = await citizen.places([captured]).catch((error: unknown) => error);
    expect(refused).toMatchObject({ status: 409, code: 'bill_not_payable' });
    expect(captured.reason).toMatch(/[一-龥]{6,}/);
  });
});
