import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answer } from './testing/counterpart.ts';
import { merchant } from './testing/counterpart.ts';
import { lin, notice, openRoom, type Room } from './testing/room.ts';
import { storesHere } from './testing/stores.ts';

const MINUTE = 60_000;
const silent: Answer = { status: 500, body: '{"code":"SYSTEM_ERROR"}' };

describe.each(await storesHere())('closing, asking and expiring on $title', ({ open }) => {
  let room: Room;
  let drop: () => Promise<void>;
  beforeAll(async () => {
    const store = await open();
    drop = store.drop;
    room = await openRoom(store.url);
  });
  afterAll(async () => {
    await room.stop();
    await drop();
  });

  const fresh = () => {
    room.wechatPay.answer = room.books.answer;
    room.wechatPay.heard.length = 0;
    room.intentions.length = 0;
    return room.place();
  };
  const prepaid = async () => {
    const orderId = await fresh();
    await room.payments.start(lin, orderId);
    return { orderId, number: (await room.payments.outTradeNoOf(orderId)) ?? '' };
  };
  const stateOf = async (orderId: string) => (await room.orders.get(orderId)).state;
  const asked = () => room.wechatPay.heard.map(({ path }) => /jsapi|close|\?/.exec(path)?.[0] ?? path);
  const job = (topic: string, payload: Record<string, unknown>, tries = 1) => {
    const handler = room.payments.jobs[topic];
    if (!handler) throw new Error(`no job ${topic}`);
    return handler(payload, tries);
  };

  test('query, close, query: then the order is closed', async () => {
    const { orderId, number } = await prepaid();
    await room.payments.cancel(orderId);
    expect(await stateOf(orderId)).toBe('closed');
    expect(room.books.trades.get(number)?.state).toBe('CLOSED');
    expect(asked()).toEqual(['jsapi', '?', 'close', '?']);
  });

  test('an order nobody asked to pay closes without a word to WeChat', async () => {
    const orderId = await fresh();
    await room.payments.cancel(orderId);
    expect(await stateOf(orderId)).toBe('closed');
    expect(room.wechatPay.heard).toEqual([]);
  });

  test('paid in the same moment: the payment is applied, nothing is closed', async () => {
    const { orderId, number } = await prepaid();
    room.wechatPay.answer = (heard) => {
      const answer = room.books.answer(heard);
      // Between our first query and our close.
      if (heard.path.includes('?mchid') && room.books.trades.get(number)?.state === 'NOTPAY')
        room.books.pay(number);
      return answer;
    };
    await room.payments.cancel(orderId);
    expect(await stateOf(orderId)).toBe('paid');
  });

  test('WeChat silent: it stays closing, is never closed blindly, and the job ends it', async () => {
    const { orderId } = await prepaid();
    room.wechatPay.answer = () => silent;
    await room.payments.cancel(orderId);
    expect(await stateOf(orderId)).toBe('closing');
    expect(room.intentions.at(-1)).toMatchObject({ topic: 'order.expire', payload: { orderId } });
    const again = await job('order.expire', { orderId, why: 'cancelled' });
    expect(again).toMatchObject({ retryAt: room.clock.at + 5_000 });
    expect(await stateOf(orderId)).toBe('closing');
    room.wechatPay.answer = room.books.answer;
    expect(await job('order.expire', { orderId, why: 'cancelled' }, 2)).toBe('done');
    expect(await stateOf(orderId)).toBe('closed');
  });

  test('a close that is answered with an unsigned 204 closes nothing by itself', async () => {
    const { orderId } = await prepaid();
    room.wechatPay.answer = (heard) =>
      heard.path.endsWith('/close') ? { status: 204, by: null } : room.books.answer(heard);
    await room.payments.cancel(orderId);
    expect(await stateOf(orderId)).toBe('closing');
  });

  test('the first prepay never reached WeChat: nobody holds a prepay_id, so it closes', async () => {
    const orderId = await fresh();
    room.wechatPay.answer = () => silent;
    await room.payments.start(lin, orderId).catch(() => null);
    room.wechatPay.answer = room.books.answer;
    await room.payments.cancel(orderId);
    expect(await stateOf(orderId)).toBe('closed');
  });

  test('"no such order" for a number whose prepay_id we hold: it is made again and closed for good', async () => {
    const { orderId, number } = await prepaid();
    room.books.trades.delete(number);
    await room.payments.cancel(orderId);
    expect(await stateOf(orderId)).toBe('closed');
    expect(room.books.trades.get(number)?.state).toBe('CLOSED');
  });

  test('a payment told after closing is late, and is not lost', async () => {
    const { orderId, number } = await prepaid();
    await room.payments.cancel(orderId);
    const trade = room.books.trades.get(number);
    if (trade) trade.state = 'SUCCESS';
    expect(await room.payments.receiveNotice(merchant.mchid, notice(room, number))).toEqual({
      status: 200,
      outcome: 'applied',
    });
    expect(await room.orders.get(orderId)).toMatchObject({ state: 'late_paid', paid_times: 1 });
  });

  test('expiry waits for its hour, then closes', async () => {
    const { orderId } = await prepaid();
    const { expires_at: expiresAt } = await room.orders.get(orderId);
    expect(await job('order.expire', { orderId })).toEqual({ retryAt: expiresAt });
    room.clock.at = expiresAt;
    expect(await job('order.expire', { orderId })).toBe('done');
    expect(await stateOf(orderId)).toBe('closed');
    expect(await job('order.expire', { orderId })).toBe('done');
    expect(await job('order.expire', { orderId: 'nobody' })).toBe('done');
  });

  test('a lost notice: asking finds the payment, once, however many ask', async () => {
    const { orderId, number } = await prepaid();
    room.books.pay(number);
    await Promise.all([1, 2, 3].map(() => room.payments.askWeChat(orderId)));
    expect(await room.orders.get(orderId)).toMatchObject({ state: 'paid', paid_times: 1 });
    expect(asked()).toEqual(['jsapi', '?']);
    await room.payments.askWeChat(orderId);
    expect(asked()).toHaveLength(2);
  });

  test('our own timer asks on its schedule until the order is paid', async () => {
    const { orderId, number } = await prepaid();
    const payload = room.intentions[0]?.payload ?? {};
    const began = room.clock.at;
    room.clock.at = began + 30_000;
    expect(await job('payment.check', payload)).toEqual({ retryAt: began + MINUTE });
    room.clock.at = began + 4 * MINUTE;
    expect(await job('payment.check', payload)).toEqual({ retryAt: began + 5 * MINUTE });
    room.books.pay(number);
    expect(await job('payment.check', payload)).toBe('done');
    expect(await stateOf(orderId)).toBe('paid');
    expect(await job('payment.check', payload)).toBe('done');
    expect(asked()).toHaveLength(4);
  });

  test('after its order has expired the timer leaves the rest to expiry', async () => {
    const { orderId } = await prepaid();
    const payload = room.intentions[0]?.payload ?? {};
    room.clock.at = (await room.orders.get(orderId)).expires_at;
    expect(await job('payment.check', payload)).toBe('done');
    expect(asked()).toEqual(['jsapi']);
  });

  test('a signed query with another amount is an alarm, not a payment and not a closing', async () => {
    const { orderId, number } = await prepaid();
    room.books.pay(number);
    room.wechatPay.answer = (heard) => {
      const answer = room.books.answer(heard);
      return { ...answer, body: (answer.body ?? '').replace('"total":20000', '"total":1') };
    };
    await room.payments.cancel(orderId);
    expect(await room.orders.get(orderId)).toMatchObject({ state: 'closing', paid_times: 0 });
    expect(await room.counted('payment_frozen_total', { reason: 'amount' })).toBe(1);
  });
});
