import { afterAll, beforeAll, expect, test } from 'vitest';
import { type MerchantClient, merchantClient, openTestCity, present, type TestCity } from './test-city.ts';
import { beijingTime, day, hour, minute } from './times.ts';

let city: TestCity;
let merchant: MerchantClient;
beforeAll(async () => {
  city = await openTestCity();
  merchant = merchantClient(city);
});
afterAll(() => city.stop());

const good: [string, Record<string, unknown>][] = [
  ['the longest description', { description: '缴'.repeat(127) }],
  ['every sign an out_trade_no may have', { out_trade_no: 'aZ09_-|*' }],
  ['https towards the world', { notify_url: 'https://pay.example.gov.cn/v1/notify/1900026101' }],
  ['one fen', { amount: { total: 1 } }],
  ['a scene', { scene_info: { payer_client_ip: '14.23.150.211' }, attach: 'a', support_fapiao: false }],
];
test.each(good)('takes %s', async (_what, changes) => {
  expect((await merchant.place(merchant.order(changes))).status).toBe(200);
});

const bad: [string, Record<string, unknown>, string][] = [
  ['no description', { description: undefined }, '/description'],
  ['a description too long', { description: '缴'.repeat(128) }, '/description'],
  ['an out_trade_no too short', { out_trade_no: 'A1234' }, '/out_trade_no'],
  ['an out_trade_no too long', { out_trade_no: 'A'.repeat(33) }, '/out_trade_no'],
  ['an out_trade_no with other signs', { out_trade_no: 'A12345#' }, '/out_trade_no'],
  ['plain http towards the world', { notify_url: 'http://pay.example.gov.cn/notify' }, '/notify_url'],
  ['a notify_url with a query', { notify_url: 'https://pay.example.gov.cn/notify?a=1' }, '/notify_url'],
  ['a notify_url that is none', { notify_url: 'pay.example.gov.cn' }, '/notify_url'],
  ['nothing to pay', { amount: { total: 0, currency: 'CNY' } }, '/amount/total'],
  ['yuan with decimals', { amount: { total: 1.5, currency: 'CNY' } }, '/amount/total'],
  ['an amount as text', { amount: { total: '100', currency: 'CNY' } }, '/amount/total'],
  ['another currency', { amount: { total: 100, currency: 'USD' } }, '/amount/currency'],
  ['no payer', { payer: {} }, '/payer/openid'],
  ['an openid of no known shape', { payer: { openid: 'oLin' } }, '/payer/openid'],
  ['a time without offset', { time_expire: '2026-11-22T10:00:00' }, '/time_expire'],
  ['more than ninety days', { time_expire: '2099-01-01T00:00:00+08:00' }, '/time_expire'],
  ['an attach too long', { attach: 'a'.repeat(129) }, '/attach'],
  ['a field nobody documents', { total_fee: 1 }, '/total_fee'],
  ['an inner field nobody documents', { amount: { total: 1, fee: 1 } }, '/amount/fee'],
];
test.each(bad)('refuses %s, naming the field', async (_what, changes, field) => {
  const refused = await merchant.place(merchant.order(changes));
  expect(refused).toMatchObject({
    status: 400,
    json: { code: 'PARAM_ERROR', detail: { field, location: 'body' } },
  });
});

test('refuses what is not JSON, or not UTF-8', async () => {
  const path = '/v3/pay/transactions/jsapi';
  expect((await merchant.call('POST', path, '{"appid":')).json.code).toBe('PARAM_ERROR');
  expect((await merchant.call('POST', path, '')).json.code).toBe('PARAM_ERROR');
});

test('refuses parties that do not belong together', async () => {
  const code = async (changes: Record<string, unknown>) => {
    const { status, json } = await merchant.place(merchant.order(changes));
    return [status, json.code];
  };
  expect(await code({ appid: 'wx0000000000000000' })).toEqual([400, 'APPID_MCHID_NOT_MATCH']);
  expect(await code({ mchid: '1900026102' })).toEqual([400, 'INVALID_REQUEST']);
  expect(await code({ payer: { openid: `o${'x'.repeat(27)}` } })).toEqual([500, 'OPENID_MISMATCH']);
});

test('a repeat of the same request gives the same prepay_id, whatever the order of its fields', async () => {
  const order = merchant.order();
  const first = await merchant.place(order);
  const again = await merchant.place(Object.fromEntries(Object.entries(order).reverse()));
  expect(again.json).toEqual(first.json);
});

const changes: [string, Record<string, unknown>][] = [
  ['amount', { amount: { total: 20_001, currency: 'CNY' } }],
  ['description', { description: '别的' }],
  ['notify_url', { notify_url: 'http://127.0.0.1:9/other' }],
  ['time_expire', { time_expire: '2026-12-01T00:00:00+08:00' }],
];
test.each(changes)('a repeat with another %s is refused', async (_what, change) => {
  const order = merchant.order();
  await merchant.place(order);
  const refused = await merchant.place({ ...order, ...change });
  expect(refused).toMatchObject({ status: 400, json: { code: 'INVALID_REQUEST' } });
  expect(refused.headers.get('request-id')).toMatch(/-268498688$/);
});

test('one number, one payer', async () => {
  const order = merchant.order();
  await merchant.place(order);
  const other = { ...order, payer: { openid: city.resident('wang').openid } };
  expect((await merchant.place(other)).json.code).toBe('INVALID_REQUEST');
});

test('the same number at another merchant is another order', async () => {
  const second = merchantClient(city, present(city.credentials.merchants[1]));
  const order = merchant.order();
  await merchant.place(order);
  expect((await second.place({ ...order, mchid: second.merchant.mchid })).status).toBe(200);
  expect((await second.query(order.out_trade_no)).json.mchid).toBe(second.merchant.mchid);
});

test('unpaid, paid, by transaction id: a query shows only what WeChat would', async () => {
  const order = merchant.order({ attach: '附言' });
  await merchant.place(order);
  const unpaid = (await merchant.query(order.out_trade_no)).json;
  expect(unpaid).toMatchObject({ trade_state: 'NOTPAY', trade_state_desc: '订单未支付' });
  expect(unpaid).not.toHaveProperty('transaction_id');
  expect(unpaid).not.toHaveProperty('payer');
  expect(unpaid).not.toHaveProperty('attach');
  await merchant.pay(order);
  const paid = (await merchant.query(order.out_trade_no)).json;
  expect(paid).toMatchObject({
    trade_state: 'SUCCESS',
    trade_type: 'JSAPI',
    transaction_id: expect.stringMatching(/^4200\d{24}$/),
    success_time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/),
    payer: { openid: city.resident('lin').openid },
    attach: '附言',
  });
  const path = `/v3/pay/transactions/id/${paid.transaction_id}?mchid=${order.mchid}`;
  expect((await merchant.call('GET', path)).json).toEqual(paid);
  const stranger = merchantClient(city, present(city.credentials.merchants[1]));
  const foreign = path.replace(order.mchid, stranger.merchant.mchid);
  expect((await stranger.call('GET', foreign)).json.code).toBe('ORDER_NOT_EXIST');
});

test('a query needs the mchid that signs it', async () => {
  const path = '/v3/pay/transactions/out-trade-no/ABCDEF';
  expect((await merchant.call('GET', path)).json.code).toBe('PARAM_ERROR');
  expect((await merchant.call('GET', `${path}?mchid=1900026102`)).json.code).toBe('INVALID_REQUEST');
  expect(await merchant.query('ABCDEF')).toMatchObject({ status: 404, json: { code: 'ORDER_NOT_EXIST' } });
});

test('closing is re-entrant, signed over nothing, and final', async () => {
  const order = merchant.order();
  await merchant.place(order);
  for (const _time of [1, 2]) {
    const closed = await merchant.close(order.out_trade_no);
    expect([closed.status, closed.text]).toEqual([204, '']);
    expect(closed.headers.get('wechatpay-signature')).toMatch(/^[0-9A-Za-z+/=]{344}$/);
  }
  expect((await merchant.query(order.out_trade_no)).json.trade_state).toBe('CLOSED');
  expect(await merchant.place(order)).toMatchObject({ status: 400, json: { code: 'ORDER_CLOSED' } });
  expect(await merchant.place({ ...order, description: '别的' })).toMatchObject({
    status: 403,
    json: { code: 'OUT_TRADE_NO_USED' },
  });
});

test('what is paid can be neither closed nor placed again', async () => {
  const order = merchant.order();
  await merchant.pay(order);
  expect(await merchant.close(order.out_trade_no)).toMatchObject({
    status: 400,
    json: { code: 'ORDERPAID' },
  });
  expect(await merchant.place(order)).toMatchObject({ status: 400, json: { code: 'ORDERPAID' } });
});

test('closing what does not exist, or in another name, is refused', async () => {
  expect((await merchant.close('NOSUCHORDER')).status).toBe(404);
  const path = '/v3/pay/transactions/out-trade-no/NOSUCHORDER/close';
  expect((await merchant.call('POST', path, '{"mchid":"1900026102"}')).json.code).toBe('INVALID_REQUEST');
  expect((await merchant.call('POST', path, '{}')).json.code).toBe('PARAM_ERROR');
});

test('other paths are refused, signed or not', async () => {
  expect(await merchant.call('GET', '/v3/certificates')).toMatchObject({ status: 404 });
  expect((await city.ask('/v3/certificates')).status).toBe(401);
});

test('faults strike the operation they name, and lost replies leave the order placed', async () => {
  const order = merchant.order();
  const fault = (operation: string, kind: string) =>
    city.control('faults', { service: 'wechat-pay', operation, kind, times: 1 });
  await fault('jsapi', 'lost_reply');
  await expect(merchant.place(order)).rejects.toThrow();
  expect((await merchant.query(order.out_trade_no)).json.trade_state).toBe('NOTPAY');
  await fault('query', 'http_500');
  expect((await merchant.query(order.out_trade_no)).status).toBe(500);
  await fault('close', 'refuse');
  await expect(merchant.close(order.out_trade_no)).rejects.toThrow();
  expect((await merchant.query(order.out_trade_no)).json.trade_state).toBe('NOTPAY');
});

test('time: prepay_id for two hours, payment until time_expire, seven days at most', async () => {
  const lasting = merchant.order();
  const first = (await merchant.place(lasting)).json.prepay_id;
  const brief = merchant.order({ time_expire: beijingTime((await city.now()) + hour) });
  await merchant.place(brief);
  const past = merchant.order({ time_expire: beijingTime((await city.now()) - hour) });
  const adjusted = (await merchant.place(past)).json.prepay_id;
  const pay = (prepayId: string) => city.control(`wechat/cashier/${prepayId}`, { result: 'paid' });
  await city.advance(2 * minute);
  expect((await pay(adjusted)).json.error.code).toBe('expired');
  await city.advance(2 * hour);
  expect((await merchant.place(brief)).json.code).toBe('INVALID_REQUEST');
  expect((await pay(first)).json.error.code).toBe('expired');
  const fresh = (await merchant.place(lasting)).json.prepay_id;
  expect(fresh).not.toBe(first);
  expect((await pay(first)).json.error.code).toBe('expired');
  expect((await pay(fresh)).status).toBe(200);
  expect((await merchant.query(brief.out_trade_no)).json.trade_state).toBe('NOTPAY');
  await city.advance(7 * day);
  expect((await merchant.query(brief.out_trade_no)).json.trade_state).toBe('CLOSED');
});
