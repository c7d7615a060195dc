import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { Rsa } from 'wechatpay-axios-plugin';
import {
  type Answer,
  appid,
  type Counterpart,
  certificate,
  isSignedBy,
  merchant,
  publicKey,
  startCounterpart,
  stranger,
  writeMerchants,
} from '../testing/counterpart.ts';
import { type Call, createGateway, type PayGateway } from './gateway.ts';
import { loadMerchants } from './merchants.ts';

const outTradeNo = '20261122ABCDEFGHJKLMNPQRST';
const request = {
  description: '交通违法罚款',
  out_trade_no: outTradeNo,
  time_expire: '2026-11-22T10:00:00+08:00',
  notify_url: 'http://127.0.0.1:8080/v1/payments/wechat/notify/1900000101',
  amount: { total: 20000, currency: 'CNY' },
  payer: { openid: 'oLin' },
};
const paid = {
  appid,
  mchid: merchant.mchid,
  out_trade_no: outTradeNo,
  trade_state: 'SUCCESS',
  transaction_id: '4200001234202611220000000001',
  success_time: '2026-11-22T09:40:00+08:00',
  amount: { total: 20000, payer_total: 19000, currency: 'CNY' },
};

let wechatPay: Counterpart;
let gateway: PayGateway;
let calls: Call[];
let skewMs = 0;

beforeAll(async () => {
  wechatPay = await startCounterpart();
  gateway = createGateway({
    baseUrl: wechatPay.url,
    appid,
    merchants: loadMerchants(writeMerchants()),
    now: () => Date.now() + skewMs,
    observe: (call) => calls.push(call),
  });
});
afterAll(async () => {
  await gateway.stop();
  await wechatPay.stop();
});
beforeEach(() => {
  skewMs = 0;
  calls = [];
  wechatPay.heard.length = 0;
});

const answering = (answer: Answer) => {
  wechatPay.answer = () => answer;
};
const prepaid: Answer = { status: 200, body: '{"prepay_id":"wx22093000aa"}' };

test('an order is signed over exactly the bytes sent, and its signed answer is believed', async () => {
  answering(prepaid);
  expect(await gateway.prepay(merchant.mchid, request)).toEqual({
    kind: 'done',
    value: { prepayId: 'wx22093000aa' },
  });
  const [heard] = wechatPay.heard;
  expect(heard && isSignedBy(heard, merchant)).toBe(true);
  expect(heard?.path).toBe('/v3/pay/transactions/jsapi');
  expect(JSON.parse(heard?.body ?? '')).toEqual({ appid, mchid: merchant.mchid, ...request });
  expect(heard?.headers).toMatchObject({
    'wechatpay-serial': publicKey.serial,
    accept: 'application/json',
    'content-type': 'application/json',
  });
  expect(heard?.headers['user-agent']).toBeTruthy();
});

test('query and close are signed too; a close answers 204 with a signature over nothing', async () => {
  answering({ status: 200, body: JSON.stringify(paid), by: certificate });
  expect(await gateway.query(merchant.mchid, outTradeNo)).toMatchObject({
    kind: 'done',
    value: { trade_state: 'SUCCESS', amount: { total: 20000 } },
  });
  answering({ status: 204 });
  expect(await gateway.close(merchant.mchid, outTradeNo)).toEqual({ kind: 'done', value: null });
  expect(wechatPay.heard.map((heard) => isSignedBy(heard, merchant))).toEqual([true, true]);
  expect(wechatPay.heard.map(({ path }) => path)).toEqual([
    `/v3/pay/transactions/out-trade-no/${outTradeNo}?mchid=${merchant.mchid}`,
    `/v3/pay/transactions/out-trade-no/${outTradeNo}/close`,
  ]);
});

test('the signature carries the time of the clock that the product follows', async () => {
  answering(prepaid);
  skewMs = -86_400_000;
  await gateway.prepay(merchant.mchid, request);
  const timestamp = /timestamp="(\d+)"/.exec(wechatPay.heard[0]?.headers.authorization ?? '')?.[1];
  expect(Math.abs(Number(timestamp) * 1000 - (Date.now() + skewMs))).toBeLessThan(5_000);
});

const untrusted: Record<string, Answer> = {
  'no signature': { ...prepaid, by: null },
  'a stranger': { ...prepaid, by: stranger },
  'another key under a known serial': {
    ...prepaid,
    by: { ...publicKey, privateKeyPem: stranger.privateKeyPem },
  },
  'a probe': { ...prepaid, headers: { 'wechatpay-signature': 'WECHATPAY/SIGNTEST/abcd' } },
  'an old time': { ...prepaid, headers: { 'wechatpay-timestamp': '1700000000' } },
};

test.each(Object.entries(untrusted))('a 200 with %s is unknown, not an answer', async (_, answer) => {
  answering(answer);
  expect(await gateway.prepay(merchant.mchid, request)).toMatchObject({
    kind: 'unknown',
    doubt: 'untrusted',
  });
});

test('an answer is refused when our clock and theirs are five minutes apart', async () => {
  answering(prepaid);
  skewMs = 301_000;
  expect(await gateway.prepay(merchant.mchid, request)).toMatchObject({
    kind: 'unknown',
    doubt: 'untrusted',
  });
  expect(calls[0]?.skewMs).toBeLessThan(-299_000);
});

const errors: [Answer, object][] = [
  [
    { status: 400, body: '{"code":"ORDER_PAID","message":"该订单已支付"}' },
    { kind: 'refused', code: 'ORDERPAID' },
  ],
  [
    { status: 404, body: '{"code":"ORDERNOTEXIST"}' },
    { kind: 'refused', code: 'ORDERNOTEXIST' },
  ],
  [
    { status: 401, body: '{"code":"SIGN_ERROR"}' },
    { kind: 'refused', code: 'SIGNERROR' },
  ],
  [
    { status: 429, body: '{"code":"FREQUENCY_LIMITED"}' },
    { kind: 'unknown', doubt: 'rate_limited' },
  ],
  [
    { status: 403, body: '{"code":"FREQUENCY_LIMITED"}' },
    { kind: 'unknown', doubt: 'rate_limited' },
  ],
  [
    { status: 500, body: '{"code":"SYSTEM_ERROR"}' },
    { kind: 'unknown', doubt: 'trouble', code: 'SYSTEMERROR' },
  ],
  [
    { status: 502, body: '<html>' },
    { kind: 'unknown', doubt: 'trouble' },
  ],
  [
    { status: 403, body: '<html>' },
    { kind: 'unknown', doubt: 'trouble' },
  ],
  [
    { status: 302, headers: { location: '/elsewhere' } },
    { kind: 'unknown', doubt: 'trouble' },
  ],
  [
    { status: 200, hangUp: true },
    { kind: 'unknown', doubt: 'network' },
  ],
  [
    { status: 200, body: `"${'x'.repeat(300_000)}"` },
    { kind: 'unknown', doubt: 'too_large' },
  ],
  [
    { status: 200, body: 'not json' },
    { kind: 'unknown', doubt: 'unreadable' },
  ],
  [
    { status: 200, body: JSON.stringify({ ...paid, transaction_id: undefined }) },
    { kind: 'unknown', doubt: 'unreadable' },
  ],
  [
    { status: 200, body: JSON.stringify({ ...paid, trade_state: 'MAYBE' }) },
    { kind: 'unknown', doubt: 'unreadable' },
  ],
];

test.each(errors)('%j is only %j', async (answer, outcome) => {
  answering(answer);
  expect(await gateway.query(merchant.mchid, outTradeNo)).toMatchObject(outcome);
  expect(wechatPay.heard).toHaveLength(1);
});

test('silence ends at the deadline as unknown', async () => {
  answering({ status: 200, silent: true });
  expect(await gateway.query(merchant.mchid, outTradeNo, 60)).toMatchObject({
    kind: 'unknown',
    doubt: 'timeout',
  });
});

test('nothing listens: unknown', async () => {
  const closed = await startCounterpart();
  await closed.stop();
  const lonely = createGateway({
    baseUrl: closed.url,
    appid,
    merchants: loadMerchants(writeMerchants()),
    now: Date.now,
    observe: () => undefined,
  });
  expect(await lonely.query(merchant.mchid, outTradeNo)).toMatchObject({ kind: 'unknown', doubt: 'network' });
  await lonely.stop();
});

test('a number that would bend the path never leaves the house', async () => {
  await expect(gateway.query(merchant.mchid, '../certificates')).rejects.toThrow('out_trade_no');
  await expect(gateway.query('1900009999', outTradeNo)).rejects.toThrow('no merchant folder');
  expect(wechatPay.heard).toHaveLength(0);
});

test('what the phone is handed verifies with the merchant key and is new on every tap', () => {
  const tap = () => gateway.signForPhone(merchant.mchid, 'wx22093000aa', 1_795_000_000_500);
  const [first, second] = [tap(), tap()];
  expect(first).toMatchObject({
    timeStamp: '1795000000',
    package: 'prepay_id=wx22093000aa',
    signType: 'RSA',
  });
  expect(first.nonceStr).not.toBe(second.nonceStr);
  const text = `${appid}\n${first.timeStamp}\n${first.nonceStr}\n${first.package}\n`;
  expect(Rsa.verify(text, first.paySign, merchant.signer.publicKeyPem)).toBe(true);
});

test('each call is told to whoever counts, without a word about the payer', async () => {
  answering(prepaid);
  await gateway.prepay(merchant.mchid, request);
  expect(calls[0]).toMatchObject({
    operation: 'prepay',
    outcome: 'done',
    outTradeNo,
    requestId: '08F78BB1D5',
  });
  expect(JSON.stringify(calls)).not.toContain('oLin');
});
