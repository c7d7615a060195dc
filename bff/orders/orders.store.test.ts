import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { citizen, freshNumber, HOUR, MINUTE, type Money, openMoney } from './testing/money.ts';

let money: Money;
beforeAll(async () => {
  money = await openMoney();
});
afterAll(() => money.close());

const lin = citizen('lin');
const wang = citizen('wang');
const place = (who = lin, ...numbers: string[]) =>
  money.orders.place(
    who,
    (numbers.length ? numbers : [freshNumber()]).map((number) => money.bureau.owes(number)),
    freshNumber(),
    'request',
  );

describe('a resident pays', () => {
  test('from the price to the receipt, and every book agrees', async () => {
    const number = freshNumber();
    const order = await place(lin, number);
    expect(order).toMatchObject({ status: 'unpaid', totalFen: 20_000, paidFen: 0, refundedFen: 0 });
    expect(order.notice).toContain('10:30 前付款');
    expect(await money.pays(order.id)).toBe('paid');
    const paid = await money.orders.view(lin, order.id);
    expect(paid).toMatchObject({ status: 'processing', paidFen: 20_000 });
    expect(paid.resolveBy).toBe('2026-11-23T10:30:00+08:00');
    expect(paid.notice).toBe('钱已付出，交警大队正在入账，最迟 10:30 有结果。这笔账已锁住，请不要再缴。');
    await money.drain();
    const done = await money.orders.view(lin, order.id);
    expect(done).toMatchObject({ status: 'done', lines: [{ status: 'done', number }] });
    expect(done.steps.map((step) => step.step)).toEqual(['placed', 'paid', 'bureau_told', 'settled']);
    expect(done.resolveBy).toBeUndefined();
    const receipt = await money.orders.receipt(lin, order.id);
    expect(receipt).toMatchObject({ transactionId: `4200${order.id}`, lines: [{ voucher: `PZ${number}` }] });
    expect(money.messages.filter((one) => one.orderId === order.id).map((one) => one.type)).toEqual([
      'order_settled',
    ]);
    expect(money.bureau.forgotten).toContain(number);
    expect(await money.ledger.books()).toMatchObject({ faults: [], unsealed: 0, dueFen: 0 });
  });

  test('two bills at once: the order is done with the last of them', async () => {
    const [first, second] = [freshNumber(), freshNumber()];
    const order = await place(lin, first, second);
    expect(order.totalFen).toBe(40_000);
    await money.pays(order.id);
    money.bureau.trouble('settle', 'unavailable');
    await money.drain();
    expect(await money.orders.view(lin, order.id)).toMatchObject({ status: 'processing' });
    money.clock.advance(5_000);
    await money.drain();
    const done = await money.orders.view(lin, order.id);
    expect(done.status).toBe('done');
    expect(done.lines.map((line) => line.number)).toEqual([first, second]);
  });

  test('fifty notices of the same payment at once move it once', async () => {
    const order = await place();
    const answers = await Promise.all(Array.from({ length: 50 }, () => money.pays(order.id)));
    expect(answers.filter((answer) => answer === 'paid')).toHaveLength(1);
    expect(answers.filter((answer) => answer === 'already')).toHaveLength(49);
    await money.drain();
    expect(money.bureau.calls.filter((call) => call === `settle ${order.lines[0]?.number}`)).toHaveLength(1);
    expect((await money.ledger.books()).faults).toEqual([]);
  });

  test('money that does not match is never taken', async () => {
    const order = await place();
    await expect(money.pays(order.id, { amountFen: 1 })).rejects.toThrow('does not match');
    await expect(money.pays(order.id, { mchid: '1900000999' })).rejects.toThrow('does not match');
    expect((await money.orders.view(lin, order.id)).status).toBe('unpaid');
  });

  test('the same order paid by two transactions: the second waits in suspense, told to her and to officers', async () => {
    const order = await place();
    await money.pays(order.id);
    const before = (await money.ledger.books()).suspenseFen;
    for (let repeat = 0; repeat < 3; repeat += 1) {
      expect(await money.pays(order.id, { transactionId: `second-${order.id}` })).toBe('already');
    }
    await money.drain();
    const view = await money.orders.view(lin, order.id);
    expect(view).toMatchObject({ status: 'done', paidFen: 40_000 });
    expect(view.notice).toContain('多付了 200.00 元');
    const books = await money.ledger.books();
    expect(books.suspenseFen - before).toBe(20_000);
    expect(books.faults).toEqual([]);
  });
});

describe('one bill, one order', () => {
  test('twenty placings of two residents at once hold it once', async () => {
    const billId = money.bureau.owes(freshNumber());
    const placings = await Promise.allSettled(
      Array.from({ length: 20 }, (_, i) =>
        money.orders.place(i % 2 ? lin : wang, [billId], freshNumber(), 'request'),
      ),
    );
    expect(placings.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    const codes = placings.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []));
    expect(new Set(codes)).toEqual(new Set(['bill_in_payment']));
  });

  test('orders over the same two bills in either order never block each other', async () => {
    const ids = [freshNumber(), freshNumber()].map((number) => money.bureau.owes(number));
    const placings = await Promise.allSettled(
      Array.from({ length: 10 }, (_, i) =>
        money.orders.place(lin, i % 2 ? ids : ids.toReversed(), freshNumber(), 'request'),
      ),
    );
    expect(placings.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
  });

  test('the same request places one order, also twenty times at once', async () => {
    const billId = money.bureau.owes(freshNumber());
    const key = freshNumber();
    const placed = await Promise.all(
      Array.from({ length: 20 }, () => money.orders.place(lin, [billId, billId], key, 'request')),
    );
    expect(new Set(placed.map((order) => order.id)).size).toBe(1);
    const other = money.bureau.owes(freshNumber());
    const reused = money.orders.place(lin, [other], key, 'request');
    await expect(reused).rejects.toMatchObject({ code: 'idempotency_key_reused' });
  });

  test('she is told of her own order, the family only that it is being paid', async () => {
    const number = freshNumber();
    const order = await place(lin, number);
    const hers = await place(lin, number).catch((error) => error);
    expect(hers).toMatchObject({ code: 'bill_in_payment', facts: { details: { orderId: order.id } } });
    const others = await place(wang, number).catch((error) => error);
    expect(others.code).toBe('bill_in_payment');
    expect(others.facts.details).not.toHaveProperty('orderId');
    const holds = await money.orders.holds('traffic-fines', [number, 'unknown']);
    expect([...holds]).toEqual([[number, { orderId: order.id, citizenId: 'lin', state: 'in_payment' }]]);
  });

  test('closing frees the bill; a settled bill is never ordered again', async () => {
    const number = freshNumber();
    const order = await place(lin, number);
    const closed = await money.database.transact((trx) =>
      money.orders.markClosed(trx, order.id, 'cancelled'),
    );
    expect(closed).toBe('closed');
    const again = await place(wang, number);
    await money.pays(again.id);
    await money.drain();
    const third = await place(lin, number).catch((error) => error);
    expect(third.code).toBe('bill_already_paid');
    expect((await money.orders.holds('traffic-fines', [number])).get(number)?.state).toBe('paid');
  });
});

describe('what cannot be ordered', () => {
  const order = (bill: Parameters<Money['bureau']['owes']>[1]) =>
    money.orders.place(lin, [money.bureau.owes(freshNumber(), bill)], freshNumber(), 'request');

  test('a captured violation, with its reason', async () => {
    const refused = order({ status: 'not_payable', reason: '请先接受处理' });
    await expect(refused).rejects.toMatchObject({
      code: 'bill_not_payable',
      facts: { details: { reason: '请先接受处理' } },
    });
  });
  test('a bill that the bureau knows as paid', async () => {
    await expect(order({ status: 'paid' })).rejects.toMatchObject({ code: 'bill_already_paid' });
  });
  test('bills of two payees together', async () => {
    const here = money.bureau.owes(freshNumber());
    const there = money.bureau.owes(freshNumber(), { payee: { name: '自来水公司', mchid: '1900000102' } });
    const both = money.orders.place(lin, [here, there], freshNumber(), 'request');
    await expect(both).rejects.toMatchObject({ code: 'state_conflict' });
  });
  test('a price that ends in a minute; one that ends in ten closes the order before', async () => {
    const now = money.clock.now();
    await expect(order({ validUntil: now + MINUTE })).rejects.toMatchObject({ code: 'state_conflict' });
    const placed = await order({ validUntil: now + 10 * MINUTE });
    expect(Date.parse(placed.expiresAt)).toBe(Math.floor((now + 9.5 * MINUTE) / 1000) * 1000);
  });
});

describe('an order that is not paid', () => {
  test('cannot be paid while it is being closed, nor when it has expired', async () => {
    const order = await place();
    expect(await money.orders.payable(lin, order.id)).toMatchObject({
      totalFen: 20_000,
      description: '交警大队缴费',
    });
    await money.database.transact((trx) => money.orders.markClosing(trx, order.id));
    await expect(money.orders.payable(lin, order.id)).rejects.toMatchObject({ code: 'state_conflict' });
    expect(await money.orders.view(lin, order.id)).toMatchObject({ status: 'processing' });
    expect(await money.pays(order.id)).toBe('paid');
    const expired = await place();
    money.clock.advance(HOUR);
    await expect(money.orders.payable(lin, expired.id)).rejects.toMatchObject({ code: 'state_conflict' });
    await expect(money.orders.payable(wang, expired.id)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('a resident who looks has WeChat asked first, and sees the order even when WeChat is silent', async () => {
    const order = await place();
    money.wechat.answer = async (orderId) => void (await money.pays(orderId));
    expect((await money.orders.view(lin, order.id)).status).toBe('processing');
    money.wechat.answer = () => Promise.reject(new Error('silent'));
    const other = await place();
    expect((await money.orders.view(lin, other.id)).status).toBe('unpaid');
    money.wechat.answer = async () => {};
  });

  test('shows the number of a payment that was started', async () => {
    const order = await place();
    expect((await money.orders.view(lin, order.id)).outTradeNo).toBeUndefined();
    money.wechat.started.add(order.id);
    expect((await money.orders.view(lin, order.id)).outTradeNo).toBe(`T${order.id}`);
  });

  test('has no receipt, and is nobody else’s', async () => {
    const order = await place();
    await expect(money.orders.receipt(lin, order.id)).rejects.toMatchObject({ code: 'state_conflict' });
    await expect(money.orders.view(wang, order.id)).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('her list', () => {
  test('newest first, page by page, by status', async () => {
    const mother = citizen('mother');
    const placed: string[] = [];
    for (let i = 0; i < 5; i += 1) {
      placed.unshift((await place(mother)).id);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    const first = await money.orders.list(mother, { limit: 3 });
    const rest = await money.orders.list(mother, { limit: 3, cursor: first.nextCursor ?? '' });
    expect([...first.items, ...rest.items].map((order) => order.id)).toEqual(placed);
    expect(rest.nextCursor).toBeNull();
    await money.pays(placed[0] ?? '');
    const paid = await money.orders.list(mother, { limit: 20, status: 'processing' });
    expect(paid.items.map((order) => order.id)).toEqual([placed[0]]);
    expect((await money.orders.list(mother, { limit: 20, status: 'refunded' })).items).toEqual([]);
    await expect(money.orders.list(mother, { limit: 3, cursor: 'x' })).rejects.toMatchObject({
      code: 'invalid_request',
    });
    const open = await money.orders.openOrders('mother');
    expect(open).toHaveLength(5);
    expect(open.find((one) => one.paid)).toMatchObject({
      id: placed[0],
      title: '违反禁令标志',
      amountFen: 20_000,
    });
  });
});
