import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { certificate, merchant, otherMerchant, publicKey, stranger } from './testing/counterpart.ts';
import { type Letter, lin, notice, openRoom, type Room } from './testing/room.ts';
import { storesHere } from './testing/stores.ts';

describe.each(await storesHere())('notices on $title', ({ open }) => {
  let room: Room;
  let drop: () => Promise<void>;
  let orderId: string;
  let number: string;
  beforeAll(async () => {
    const store = await open();
    drop = store.drop;
    room = await openRoom(store.url);
  });
  afterAll(async () => {
    await room.stop();
    await drop();
  });
  beforeEach(async () => {
    orderId = await room.place();
    await room.payments.start(lin, orderId);
    number = (await room.payments.outTradeNoOf(orderId)) ?? '';
    room.books.pay(number);
  });

  const tell = (letter: Letter = {}, mchid = merchant.mchid) =>
    room.payments.receiveNotice(mchid, notice(room, number, letter));
  const noticesKept = () =>
    room.database.db
      .selectFrom('payment_notices')
      .select(['state', 'reason'])
      .where('notice_id', '=', `EV-${number}`)
      .execute();
  const untouched = async () => {
    expect(await room.orders.get(orderId)).toMatchObject({ state: 'unpaid', paid_times: 0 });
  };

  test.each([publicKey, certificate])(
    'signed by $serial: applied, and acknowledged after that',
    async (by) => {
      expect(await tell({ by })).toEqual({ status: 200, outcome: 'applied' });
      expect(await room.orders.get(orderId)).toMatchObject({ state: 'paid', paid_times: 1 });
      expect(await noticesKept()).toEqual([{ state: 'applied', reason: null }]);
    },
  );

  test('fifty at once: one transition, all acknowledged', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => tell()));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 50 }, () => 200));
    expect(answers.filter(({ outcome }) => outcome === 'applied')).toHaveLength(1);
    expect(await room.orders.get(orderId)).toMatchObject({ state: 'paid', paid_times: 1 });
    expect(await noticesKept()).toHaveLength(1);
  });

  test('a notice and our own query at once: one transition', async () => {
    await Promise.all([tell(), room.payments.askWeChat(orderId), tell({ id: `EV2-${number}` })]);
    expect(await room.orders.get(orderId)).toMatchObject({ state: 'paid', paid_times: 1 });
  });

  const mismatches: [string, Record<string, unknown>][] = [
    ['amount', { amount: { total: 1, currency: 'CNY' } }],
    ['currency', { amount: { total: 20_000, currency: 'USD' } }],
    ['appid', { appid: 'wx0000000000000000' }],
    ['mchid', { mchid: '1900000109' }],
    ['unreadable', { success_time: 'yesterday' }],
  ];
  test.each(mismatches)('another %s, rightly signed: kept frozen, alarm, 200', async (reason, changes) => {
    const alarms = await room.counted('payment_frozen_total', { reason });
    expect(await tell({ changes })).toEqual({ status: 200, outcome: 'frozen' });
    expect(await tell({ changes })).toEqual({ status: 200, outcome: 'repeated' });
    expect(await noticesKept()).toEqual([{ state: 'frozen', reason }]);
    expect(await room.counted('payment_frozen_total', { reason })).toBe(alarms + 1);
    await untouched();
  });

  test('a payer with a coupon pays less; the order is paid all the same', async () => {
    const changes = { amount: { total: 20_000, payer_total: 19_000, currency: 'CNY' } };
    expect(await tell({ changes })).toEqual({ status: 200, outcome: 'applied' });
  });

  test('a merchant speaks only of its own orders', async () => {
    const about = { payee: otherMerchant, changes: { mchid: merchant.mchid } };
    expect(await tell(about, otherMerchant.mchid)).toMatchObject({ status: 200, outcome: 'frozen' });
    const stolen = { payee: otherMerchant, changes: { mchid: otherMerchant.mchid }, id: `EV3-${number}` };
    expect(await tell(stolen, otherMerchant.mchid)).toMatchObject({ status: 200, outcome: 'frozen' });
    await untouched();
  });

  test('a number we do not know yet is asked for again', async () => {
    const plain = { ...room.books.view(number), out_trade_no: '20261122000000000000000000' };
    expect(await tell({ plain })).toEqual({ status: 503, outcome: 'unknown_order' });
    expect(await noticesKept()).toEqual([]);
  });

  test.each(['REFUND.SUCCESS', 'SOMETHING.NEW'])('%s is kept and acknowledged', async (eventType) => {
    expect(await tell({ eventType, plain: { refund_id: '1' } })).toEqual({ status: 200, outcome: 'kept' });
    await untouched();
  });

  type Spoil = (message: ReturnType<typeof notice>) => ReturnType<typeof notice>;
  const header =
    (name: string, value: string): Spoil =>
    ({ headers, body }) => ({ headers: { ...headers, [name]: value }, body });
  const bad: [string, number, string, Spoil][] = [
    ['no signature', 401, 'header_missing', header('wechatpay-signature', '')],
    ['a probe', 401, 'probe', header('wechatpay-signature', 'WECHATPAY/SIGNTEST/AAAA')],
    ['an unknown serial', 401, 'unknown_serial', header('wechatpay-serial', stranger.serial)],
    ['an old time', 401, 'out_of_time', header('wechatpay-timestamp', '1700000000')],
    ['a cut body', 401, 'bad_signature', ({ headers, body }) => ({ headers, body: body.subarray(0, -2) })],
    ['no body', 401, 'bad_signature', ({ headers }) => ({ headers, body: Buffer.alloc(0) })],
  ];
  test.each(bad)('%s: turned away, nothing changes', async (_, status, outcome, spoil) => {
    const spoilt = spoil(notice(room, number));
    expect(await room.payments.receiveNotice(merchant.mchid, spoilt)).toEqual({ status, outcome });
    expect(await noticesKept()).toEqual([]);
    await untouched();
  });

  test.each([301_000, -301_000])(
    'our clock %i ms off: turned away, taken when it is right again',
    async (off) => {
      const message = notice(room, number);
      room.clock.at += off;
      expect(await room.payments.receiveNotice(merchant.mchid, message)).toMatchObject({
        status: 401,
        outcome: 'out_of_time',
      });
      room.clock.at -= off;
      expect(await room.payments.receiveNotice(merchant.mchid, message)).toMatchObject({
        outcome: 'applied',
      });
    },
  );

  test('sealed with another key, or for a merchant we are not: turned away', async () => {
    const foreign = { payee: { ...merchant, apiV3Key: 'z'.repeat(32) } };
    expect(await tell(foreign)).toEqual({ status: 400, outcome: 'seal_broken' });
    expect(await tell({}, '1900000109')).toEqual({ status: 404, outcome: 'unknown_merchant' });
    await untouched();
  });

  test('what cannot be stored is not acknowledged, and the next copy is', async () => {
    const { markPaid } = room.deps.orders;
    room.deps.orders.markPaid = () => Promise.reject(new Error('disk full'));
    await expect(tell()).rejects.toThrow('disk full');
    room.deps.orders.markPaid = markPaid;
    expect(await noticesKept()).toEqual([]);
    expect(await tell()).toEqual({ status: 200, outcome: 'applied' });
  });

  test('what is kept names nobody in the clear', async () => {
    await tell();
    const rows = await room.database.db.selectFrom('payment_notices').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain('oLin');
  });
});
