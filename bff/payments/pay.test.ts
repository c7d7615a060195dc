import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answer } from './testing/counterpart.ts';
import { lin, openRoom, type Room } from './testing/room.ts';
import { storesHere } from './testing/stores.ts';

const HOUR = 3_600_000;
const refusing = (code: string, status = 400): Answer => ({ status, body: JSON.stringify({ code }) });

describe.each(await storesHere())('paying on $title', ({ open }) => {
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

  const attemptsOf = (orderId: string) =>
    room.database.db
      .selectFrom('payment_attempts')
      .selectAll()
      .where('order_id', '=', orderId)
      .orderBy('created_at')
      .execute();
  const prepaysHeard = () => room.wechatPay.heard.filter(({ path }) => path.endsWith('/jsapi'));
  /** Answers the next calls of one operation otherwise, then the books again. */
  const instead = (ending: string, ...answers: Answer[]) => {
    room.wechatPay.answer = (heard) =>
      (heard.path.includes(ending) && answers.shift()) || room.books.answer(heard);
  };
  const fresh = async (lifeMs?: number) => {
    room.wechatPay.answer = room.books.answer;
    room.wechatPay.heard.length = 0;
    return room.place(20_000, lifeMs);
  };

  test('the attempt is on disk before WeChat hears of it', async () => {
    const orderId = await fresh();
    let seen: unknown;
    room.wechatPay.answer = async (heard) => {
      seen = (await attemptsOf(orderId)).map(({ state, active_key }) => ({ state, active_key }));
      return room.books.answer(heard);
    };
    const started = await room.payments.start(lin, orderId);
    expect(seen).toEqual([{ state: 'created', active_key: orderId }]);
    expect(started).toMatchObject({
      orderId,
      prepayId: /^wx/.exec(started.prepayId) && started.prepayId,
      params: { package: `prepay_id=${started.prepayId}`, signType: 'RSA' },
    });
    const [attempt] = await attemptsOf(orderId);
    expect(attempt).toMatchObject({ state: 'prepaid', prepay_id: started.prepayId, amount_fen: 20_000 });
    expect(attempt?.out_trade_no).toMatch(/^20261122[0-9A-Z]{18}$/);
    expect(JSON.stringify(attempt)).not.toContain('oLin');
    expect(JSON.parse(prepaysHeard()[0]?.body ?? '')).toMatchObject({
      description: '交通违法罚款、 2 项',
      time_expire: '2026-11-22T10:00:00+08:00',
      notify_url: 'https://yijitong.example/v1/payments/wechat/notify/1900000101',
      amount: { total: 20_000, currency: 'CNY' },
      payer: { openid: 'oLin' },
    });
    expect(room.intentions.at(-1)).toMatchObject({
      topic: 'payment.check',
      payload: { attemptId: attempt?.id },
      dueAt: room.clock.at + 30_000,
    });
  });

  test('resumed within two hours: number and prepay_id stay, WeChat is not asked; the signature is new', async () => {
    const orderId = await fresh(5 * HOUR);
    const first = await room.payments.start(lin, orderId);
    room.clock.at += HOUR;
    const second = await room.payments.start(lin, orderId);
    expect(second.prepayId).toBe(first.prepayId);
    expect(second.params.nonceStr).not.toBe(first.params.nonceStr);
    expect(Number(second.params.timeStamp)).toBe(Number(first.params.timeStamp) + 3_600);
    expect(prepaysHeard()).toHaveLength(1);
    room.clock.at += 1.5 * HOUR;
    const third = await room.payments.start(lin, orderId);
    expect(third.prepayId).not.toBe(first.prepayId);
    const [before, after] = prepaysHeard();
    expect(after?.body).toBe(before?.body);
    expect(await attemptsOf(orderId)).toHaveLength(1);
  });

  test('unknown twice: plain words, order unpaid; the next tap sends the identical request', async () => {
    const orderId = await fresh();
    instead('/jsapi', { status: 500, body: '{"code":"SYSTEM_ERROR"}' }, { status: 200, by: null });
    await expect(room.payments.start(lin, orderId)).rejects.toMatchObject({
      code: 'payment_unavailable',
      message: expect.stringContaining('没有扣款'),
    });
    expect(await room.orders.get(orderId)).toMatchObject({ state: 'unpaid' });
    await room.payments.start(lin, orderId);
    expect(new Set(prepaysHeard().map(({ body }) => body)).size).toBe(1);
    expect(prepaysHeard()).toHaveLength(3);
  });

  test('a reply lost on the way is mended within the same tap', async () => {
    const orderId = await fresh();
    let lost = false;
    room.wechatPay.answer = (heard) => {
      const answer = room.books.answer(heard);
      if (lost) return answer;
      lost = true;
      return { ...answer, hangUp: true };
    };
    await room.payments.start(lin, orderId);
    expect(room.books.trades.has((await attemptsOf(orderId))[0]?.out_trade_no ?? '')).toBe(true);
    expect(await attemptsOf(orderId)).toHaveLength(1);
  });

  test('"already paid" is made sure of: the payment is found by a signed query and applied', async () => {
    const orderId = await fresh(5 * HOUR);
    await room.payments.start(lin, orderId);
    const [attempt] = await attemptsOf(orderId);
    room.books.pay(attempt?.out_trade_no ?? '');
    room.clock.at += 2 * HOUR;
    await expect(room.payments.start(lin, orderId)).rejects.toMatchObject({ code: 'state_conflict' });
    expect(await room.orders.get(orderId)).toMatchObject({ state: 'paid', paid_times: 1 });
    expect((await attemptsOf(orderId))[0]).toMatchObject({ state: 'paid', active_key: null });
  });

  test('"already paid" that the signed query denies pays nothing: that number is retired', async () => {
    const orderId = await fresh();
    await room.payments.start(lin, orderId);
    await room.database.db
      .updateTable('payment_attempts')
      .set({ prepay_at: 0 })
      .where('order_id', '=', orderId)
      .execute();
    instead('/jsapi', refusing('ORDERPAID'));
    await room.payments.start(lin, orderId);
    expect(await room.orders.get(orderId)).toMatchObject({ state: 'unpaid', paid_times: 0 });
    expect((await attemptsOf(orderId)).map(({ state }) => state).sort()).toEqual(['closed', 'prepaid']);
  });

  test('"already paid" that cannot be made sure of changes nothing', async () => {
    const orderId = await fresh();
    room.wechatPay.answer = ({ path }) =>
      path.endsWith('/jsapi') ? refusing('ORDERPAID') : { status: 200, body: '{}', by: null };
    await expect(room.payments.start(lin, orderId)).rejects.toMatchObject({ code: 'payment_unavailable' });
    expect(await room.orders.get(orderId)).toMatchObject({ state: 'unpaid', paid_times: 0 });
    expect((await attemptsOf(orderId)).map(({ state }) => state)).toEqual(['created']);
  });

  test('a number closed at WeChat is retired, and the order gets another', async () => {
    const orderId = await fresh(5 * HOUR);
    await room.payments.start(lin, orderId);
    const [first] = await attemptsOf(orderId);
    const trade = room.books.trades.get(first?.out_trade_no ?? '');
    if (trade) trade.state = 'CLOSED';
    room.clock.at += 2 * HOUR;
    await room.payments.start(lin, orderId);
    expect((await attemptsOf(orderId)).map(({ state }) => state)).toEqual(['closed', 'prepaid']);
  });

  test.each(['SIGN_ERROR', 'PARAM_ERROR', 'NO_AUTH'])(
    '%s: plain words, and nothing is closed',
    async (code) => {
      const orderId = await fresh();
      instead('/jsapi', refusing(code, 401));
      await expect(room.payments.start(lin, orderId)).rejects.toMatchObject({ code: 'payment_unavailable' });
      expect((await attemptsOf(orderId)).map(({ state }) => state)).toEqual(['created']);
      expect(await room.counted('wechat_pay_calls_total', { outcome: 'sign_error' })).toBeGreaterThan(0);
    },
  );

  test('two phones tap at once: one attempt, one number', async () => {
    const orderId = await fresh();
    const started = await Promise.all([1, 2, 3, 4].map(() => room.payments.start(lin, orderId)));
    expect(new Set(started.map(({ prepayId }) => prepayId)).size).toBe(1);
    expect(await attemptsOf(orderId)).toHaveLength(1);
  });

  test('an order that begins to close between our look and our attempt is not paid for', async () => {
    const orderId = await fresh();
    const { payable } = room.deps.orders;
    let looks = 0;
    room.deps.orders.payable = async (who, id) => {
      looks += 1;
      if (looks === 2) await room.database.transact((trx) => room.orders.markClosing(trx, id));
      return payable(who, id);
    };
    await expect(room.payments.start(lin, orderId)).rejects.toMatchObject({ code: 'state_conflict' });
    room.deps.orders.payable = payable;
    expect(prepaysHeard()).toHaveLength(0);
    expect((await attemptsOf(orderId)).map(({ state }) => state)).toEqual(['closed']);
  });

  test("somebody else's order is not found", async () => {
    const orderId = await fresh();
    const other = { ...lin, citizenId: 'C-wang' };
    await expect(room.payments.start(other, orderId)).rejects.toMatchObject({ code: 'not_found' });
  });
});
