import { afterAll, beforeAll, expect, test } from 'vitest';
import { type MerchantClient, merchantClient, openTestCity, type TestCity } from './test-city.ts';

let city: TestCity;
let merchant: MerchantClient;
beforeAll(async () => {
  city = await openTestCity();
  merchant = merchantClient(city);
});
afterAll(() => city.stop());

const prepaid = async (changes: Record<string, unknown> = {}) => {
  const order = merchant.order(changes);
  return { order, prepayId: (await merchant.place(order)).json.prepay_id };
};
const settle = (prepayId: string, body: object) => city.control(`wechat/cashier/${prepayId}`, body);

test('paid: the transaction stands in the books', async () => {
  const { order, prepayId } = await prepaid();
  const { json } = await settle(prepayId, { result: 'paid' });
  expect(json).toEqual({ transactionId: expect.stringMatching(/^\d{28}$/), state: 'SUCCESS' });
  expect((await city.wechat()).transactions.find((one) => one.prepayId === prepayId)).toMatchObject({
    mchid: order.mchid,
    outTradeNo: order.out_trade_no,
    transactionId: json.transactionId,
    state: 'SUCCESS',
    totalFen: 20_000,
    openid: city.resident('lin').openid,
  });
});

test('cancelled: the order stays unpaid and can be paid later', async () => {
  const { prepayId } = await prepaid();
  expect((await settle(prepayId, { result: 'cancel' })).json).toEqual({ state: 'NOTPAY' });
  expect((await settle(prepayId, { result: 'paid' })).json.state).toBe('SUCCESS');
});

test('whoever cannot pay is told why', async () => {
  const { order, prepayId } = await prepaid();
  const other = city.resident('wang').openid;
  expect(await settle('wx00', { result: 'paid' })).toMatchObject({
    status: 404,
    json: { error: { code: 'unknown' } },
  });
  const foreign = await settle(prepayId, { result: 'paid', openid: other });
  expect(foreign).toMatchObject({ status: 409, json: { error: { code: 'other_payer' } } });
  await settle(prepayId, { result: 'paid' });
  for (const result of ['paid', 'cancel']) {
    expect(await settle(prepayId, { result })).toMatchObject({
      status: 409,
      json: { error: { code: 'already_paid', message: expect.stringContaining('已经支付') } },
    });
  }
  expect((await city.wechat()).notices.filter((one) => one.outTradeNo === order.out_trade_no)).toHaveLength(
    1,
  );
  const closed = await prepaid();
  await merchant.close(closed.order.out_trade_no);
  expect((await settle(closed.prepayId, { result: 'paid' })).json.error.code).toBe('closed');
});

test('a body that is not understood changes nothing', async () => {
  const { prepayId } = await prepaid();
  for (const body of [{}, { result: 'PAID' }, { result: 'paid', amount: 1 }])
    expect((await settle(prepayId, body)).status).toBe(400);
  expect((await settle(prepayId, { result: 'cancel' })).json.state).toBe('NOTPAY');
});

test('two taps at once pay once', async () => {
  const { prepayId } = await prepaid();
  const taps = await Promise.all([1, 2, 3].map(() => settle(prepayId, { result: 'paid' })));
  expect(taps.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
});

test('the page shows whom, what for and how much, with two buttons', async () => {
  const { order, prepayId } = await prepaid({ amount: { total: 123_456_705 }, description: '罚款 <b>&"' });
  const back = 'http://127.0.0.1:8080/#/pages/order?id=1&from=pay';
  const page = await city.ask(`/cashier/${prepayId}?return=${encodeURIComponent(back)}`);
  expect(page.status).toBe(200);
  for (const part of [
    '新邵县公安局交通警察大队',
    '1,234,567.05',
    order.out_trade_no,
    '确认支付',
    '取消',
    '支付成功',
  ])
    expect(page.text).toContain(part);
  expect(page.text).toContain('罚款 &lt;b&gt;&amp;&quot;');
  expect(page.text).toContain('href="http://127.0.0.1:8080/#/pages/order?id=1&amp;from=pay"');
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
});

test('the page of an order that cannot be paid says so and has no pay button', async () => {
  const { prepayId } = await prepaid();
  await settle(prepayId, { result: 'paid' });
  const paid = await city.ask(`/cashier/${prepayId}`);
  expect(paid.text).toContain('已经支付');
  expect(paid.text).not.toContain('确认支付');
  const unknown = await city.ask('/cashier/%3Cscript%3E');
  expect(unknown.status).toBe(404);
  expect(unknown.text).toContain('找不到这笔支付');
});

const hostile = [
  'https://evil.example/',
  '//evil.example/',
  'javascript:alert(1)',
  'data:text/html,x',
  'http://127.0.0.1@evil.example/',
  'http://127.0.0.1.evil.example/',
  'http://user:pass@127.0.0.1/',
  '"><script>alert(1)</script>',
];
test.each(hostile)('the page does not lead to %s', async (back) => {
  const { prepayId } = await prepaid();
  const page = await city.ask(`/cashier/${prepayId}?return=${encodeURIComponent(back)}`);
  expect(page.text).not.toMatch(/evil|alert\(1\)|user:pass|data:text/);
  expect(page.text).not.toContain('class="main back"');
});

test('a return on this machine is escaped', async () => {
  const { prepayId } = await prepaid();
  const back = encodeURIComponent(`http://localhost:8080/?x='"><img src=x onerror=alert(1)>`);
  const page = await city.ask(`/cashier/${prepayId}?return=${back}`);
  expect(page.text).toContain('href="http://localhost:8080/?x=%27%22%3E%3Cimg');
  expect(page.text).not.toContain('<img');
});
