import { createDecipheriv } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { retryWaits } from './notice.ts';
import {
  type MerchantClient,
  merchantClient,
  type NotifyAddress,
  openNotifyAddress,
  openTestCity,
  present,
  type TestCity,
  until,
} from './test-city.ts';
import { hour, minute } from './times.ts';

let city: TestCity;
let merchant: MerchantClient;
let address: NotifyAddress;
let answer: (count: number) => number | null;
beforeEach(async () => {
  answer = () => 204;
  city = await openTestCity();
  merchant = merchantClient(city);
  address = await openNotifyAddress((_letter, count) => answer(count));
});
afterEach(async () => {
  await city.stop();
  await address.stop();
});

const paying = () => merchant.order({ notify_url: address.url });
const noticeOf = async (no: string) => (await city.wechat()).notices.find((one) => one.outTradeNo === no);
/** Waits until the notice of this order has been tried so often. */
const tried = (no: string, attempts: number) =>
  until(async () => {
    const notice = await noticeOf(no);
    return notice && notice.attempts >= attempts && notice;
  });
const delivered = (no: string) => until(async () => (await noticeOf(no))?.outcome === 'delivered');
const breaks = (kind: string, more: Record<string, unknown> = {}) =>
  city.control('faults', { service: 'wechat-pay', operation: 'notice', kind, ...more });

test('200 and 204 end it; the envelope opens with the key of the merchant', async () => {
  answer = () => 200;
  const order = paying();
  await merchant.pay(order);
  expect(await tried(order.out_trade_no, 1)).toMatchObject({
    attempts: 1,
    lastStatus: 200,
    outcome: 'delivered',
  });
  const envelope = JSON.parse(present(address.letters[0]).body);
  expect(envelope).toMatchObject({
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    event_type: 'TRANSACTION.SUCCESS',
    resource_type: 'encrypt-resource',
    resource: { original_type: 'transaction', algorithm: 'AEAD_AES_256_GCM', associated_data: 'transaction' },
  });
  const sealed = Buffer.from(envelope.resource.ciphertext, 'base64');
  const opener = createDecipheriv('aes-256-gcm', merchant.merchant.apiV3Key, envelope.resource.nonce);
  opener.setAAD(Buffer.from('transaction')).setAuthTag(sealed.subarray(-16));
  const plain = Buffer.concat([opener.update(sealed.subarray(0, -16)), opener.final()]).toString();
  expect(JSON.parse(plain)).toMatchObject({ out_trade_no: order.out_trade_no, mchid: order.mchid });
});

test('refused, redirected or unanswered, it comes again fifteen times on the schedule, then never', async () => {
  answer = (count) => [500, 302, null, 401][count % 4] ?? null;
  const order = paying();
  await merchant.pay(order);
  for (const [turn, wait] of retryWaits.entries()) {
    const notice = await tried(order.out_trade_no, turn + 1);
    expect(notice.attempts).toBe(turn + 1);
    expect(Math.round((present(notice.nextAt) - (await city.now())) / 1000)).toBeCloseTo(wait / 1000, -1);
    await city.advance(wait - 5000);
    expect((await noticeOf(order.out_trade_no))?.attempts).toBe(turn + 1);
    await city.advance(5000);
  }
  const last = await tried(order.out_trade_no, 16);
  expect(last).toMatchObject({ attempts: 16, outcome: 'given_up', nextAt: null });
  expect(retryWaits.reduce((sum, wait) => sum + wait, 0)).toBe(24 * hour + 4 * minute);
  expect(new Set(address.letters.map(({ body }) => JSON.parse(body).id)).size).toBe(1);
  await city.advance(24 * hour);
  expect(address.letters).toHaveLength(16);
}, 30_000);

test('a city that was killed goes on where it stood, with the same keys', async () => {
  answer = () => 503;
  const order = paying();
  await merchant.pay(order);
  await tried(order.out_trade_no, 1);
  await city.stop();
  const { merchants, platform } = city.credentials;
  city = await openTestCity(city.dataDir);
  expect(city.credentials).toMatchObject({ merchants, platform });
  answer = () => 204;
  await city.advance(minute);
  await delivered(order.out_trade_no);
  expect((await merchantClient(city).query(order.out_trade_no)).json.trade_state).toBe('SUCCESS');
});

test('every fifth notice is preceded by a probe, which must be refused; an accepted one is on record', async () => {
  const pay = async () => {
    const order = paying();
    await merchant.pay(order);
    await delivered(order.out_trade_no);
    return order.out_trade_no;
  };
  await pay();
  await pay();
  answer = (count) => (count === 3 ? 401 : 204);
  const third = await pay();
  const signatures = address.letters.map(({ headers }) => String(headers['wechatpay-signature']));
  expect(signatures.map((text) => text.startsWith('WECHATPAY/SIGNTEST/'))).toEqual([
    false,
    false,
    true,
    false,
  ]);
  expect(await noticeOf(third)).toMatchObject({ attempts: 1 });
  answer = () => 204;
  for (let count = 4; count <= 8; count += 1) await pay();
  expect((await city.wechat()).probes).toMatchObject([
    { outTradeNo: third, status: 401, accepted: false },
    { status: 204, accepted: true },
  ]);
});

test('notice_drop: no try at all, for ever', async () => {
  await breaks('notice_drop', { times: 1 });
  const order = paying();
  await merchant.pay(order);
  await until(async () => (await noticeOf(order.out_trade_no))?.outcome === 'dropped');
  await city.advance(25 * hour);
  const next = paying();
  await merchant.pay(next);
  await delivered(next.out_trade_no);
  expect(address.letters).toHaveLength(1);
});

test('notice_delay: later by so much on the clock of WeChat', async () => {
  await breaks('notice_delay', { delayMs: 10 * minute });
  const order = paying();
  await merchant.pay(order);
  await until(
    async () => present((await noticeOf(order.out_trade_no))?.nextAt) > (await city.now()) + 9 * minute,
  );
  await city.advance(9 * minute);
  expect(address.letters).toHaveLength(0);
  await city.advance(minute);
  await delivered(order.out_trade_no);
});

test('notice_duplicate: fifty at once, or two so far apart', async () => {
  await breaks('notice_duplicate', { times: 1 });
  const crowd = paying();
  await merchant.pay(crowd);
  await delivered(crowd.out_trade_no);
  expect(address.letters).toHaveLength(50);
  expect(new Set(address.letters.map(({ body }) => body)).size).toBe(1);
  expect(new Set(address.letters.map(({ headers }) => headers['wechatpay-nonce'])).size).toBe(50);
  await breaks('notice_duplicate', { times: 1, delayMs: 100 });
  const pair = paying();
  await merchant.pay(pair);
  await delivered(pair.out_trade_no);
  expect(address.letters).toHaveLength(52);
});

test('notice_tamper: the first copy is altered under its old signature, the next is whole', async () => {
  answer = (count) => (count === 1 ? 401 : 204);
  await breaks('notice_tamper', { times: 1 });
  const order = paying();
  await merchant.pay(order);
  await tried(order.out_trade_no, 1);
  await city.advance(16_000);
  await delivered(order.out_trade_no);
  const [altered, whole] = address.letters.map(({ body }) => JSON.parse(body));
  expect(altered.id).toBe(whole.id);
  expect(altered.resource.ciphertext).not.toBe(whole.resource.ciphertext);
});

test('reorder: the notice lets the next one pass', async () => {
  await breaks('reorder', { times: 1, delayMs: hour });
  const [early, late] = [paying(), paying()];
  await merchant.pay(early);
  await until(async () => present((await noticeOf(early.out_trade_no))?.nextAt) > (await city.now()));
  await merchant.pay(late);
  await delivered(early.out_trade_no);
  const ids = address.letters.map(({ body }) => JSON.parse(body).id);
  expect(ids).toEqual([(await noticeOf(late.out_trade_no))?.id, (await noticeOf(early.out_trade_no))?.id]);
});

test('by hand: the same notice again, a wrong one rightly signed, and every flaw', async () => {
  const order = paying();
  await merchant.place(order);
  const send = (body: object) => city.control('wechat/notices', { outTradeNo: order.out_trade_no, ...body });
  expect((await send({})).json.error.code).toBe('not_paid');
  expect((await city.control('wechat/notices', { outTradeNo: 'NOSUCH' })).status).toBe(404);
  expect((await send({ overrides: { amount: 1, currency: 'USD' } })).json.statuses).toEqual([204]);
  await merchant.pay(order);
  await delivered(order.out_trade_no);
  expect((await send({ times: 3, parallel: true })).json.statuses).toEqual([204, 204, 204]);
  expect(address.letters).toHaveLength(5);
  expect((await send({ flaw: 'old_timestamp' })).json.statuses).toEqual([204]);
  const age = (await city.now()) / 1000 - Number(address.letters.at(-1)?.headers['wechatpay-timestamp']);
  expect(age).toBeGreaterThan(300);
  expect((await send({ flaw: 'nonsense' })).status).toBe(400);
  expect((await city.wechat()).transactions[0]).toMatchObject({ totalFen: 20_000 });
});
