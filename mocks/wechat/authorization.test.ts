import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type MerchantClient,
  merchantClient,
  openTestCity,
  present,
  type Spoil,
  type TestCity,
} from './test-city.ts';

let city: TestCity;
let merchant: MerchantClient;
beforeAll(async () => {
  city = await openTestCity();
  merchant = merchantClient(city);
});
afterAll(() => city.stop());

const place = (spoil: Spoil = {}, body = JSON.stringify(merchant.order())) =>
  merchant.call('POST', '/v3/pay/transactions/jsapi', body, spoil);

test('a rightly signed call is served', async () => {
  expect((await place()).json).toEqual({ prepay_id: expect.stringMatching(/^wx\d{14}[0-9a-f]{20}$/) });
});

test('the signature covers the bytes as sent, spaces, Chinese and a closing line feed included', async () => {
  const body = `${JSON.stringify(merchant.order({ description: '罚款 🚗' }), null, 3)}\n`;
  expect((await place({}, body)).status).toBe(200);
});

test('the signature covers the path as sent, percent-encoding included', async () => {
  const order = merchant.order({ out_trade_no: 'a|b*c_d-e' });
  await merchant.place(order);
  const path = `/v3/pay/transactions/out-trade-no/a%7Cb*c_d-e?mchid=${merchant.merchant.mchid}`;
  expect((await merchant.call('GET', path)).json).toMatchObject({ out_trade_no: 'a|b*c_d-e' });
});

const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({
  type: 'pkcs8',
  format: 'pem',
}) as string;

const spoiled: [string, Spoil, string][] = [
  ['no Authorization', { header: () => undefined }, 'WECHATPAY2-SHA256-RSA2048'],
  ['another scheme', { header: (right) => right.replace('RSA2048', 'RSA1024') }, 'WECHATPAY2-SHA256-RSA2048'],
  ['a field missing', { header: (right) => right.replace(/nonce_str="[^"]*",/, '') }, 'nonce_str'],
  ['a field twice', { header: (right) => `${right},mchid="1"` }, 'mchid="1"'],
  ['a nonce with other signs', { nonce: 'abc-def-ghi-jkl-mno' }, 'nonce_str'],
  ['a nonce too long', { nonce: 'a'.repeat(33) }, 'nonce_str'],
  ['a signature that is not base64', { signature: (right) => `%${right}` }, 'signature'],
  [
    'a signature altered',
    { signature: (right) => (right[0] === 'A' ? 'B' : 'A') + right.slice(1) },
    'signature',
  ],
  ['another key', { privateKeyPem: stranger }, 'signature'],
  ['a serial of nobody', { serialNo: 'F'.repeat(40) }, 'serial_no'],
  ['a body altered after signing', { sentBody: '{"amount":{"total":1}}' }, 'signature'],
  ['a path altered after signing', { sentPath: '/v3/pay/transactions/jsapi?x=1' }, 'signature'],
  ['a timestamp 301 s old', { shiftS: -302 }, 'timestamp'],
  ['a timestamp 301 s ahead', { shiftS: 302 }, 'timestamp'],
];
test.each(spoiled)('%s is refused with 401', async (_what, spoil, field) => {
  const refused = await place(spoil);
  expect(refused.status).toBe(401);
  expect(refused.json).toMatchObject({ code: 'SIGN_ERROR', detail: { field, location: 'authorization' } });
  expect(refused.headers.get('request-id')).toMatch(/-268443699$/);
});

test('a serial of another merchant is refused', async () => {
  const other = present(city.credentials.merchants[1]);
  expect((await place({ serialNo: other.serialNo })).json.code).toBe('SIGN_ERROR');
});

test('a merchant nobody knows is refused', async () => {
  expect(await place({ mchid: '1999999999' })).toMatchObject({
    status: 400,
    json: { code: 'MCH_NOT_EXISTS' },
  });
});

test('a nonce serves once, and only a right signature uses it up', async () => {
  const nonce = 'Abcdefgh12345678Z';
  expect((await place({ nonce, privateKeyPem: stranger })).status).toBe(401);
  expect((await place({ nonce })).status).toBe(200);
  expect((await place({ nonce })).json).toMatchObject({ code: 'SIGN_ERROR', detail: { field: 'nonce_str' } });
});

test('WeChat measures by its own clock', async () => {
  await city.control('clock', { advanceMs: 600_000, who: 'wechat' });
  expect((await place()).status).toBe(200);
  expect((await place({ shiftS: -600 })).status).toBe(401);
});

test('calls without User-Agent or Accept are refused, as in reality', async () => {
  expect((await place({ extra: { 'User-Agent': '' } })).json).toMatchObject({ code: 'PARAM_ERROR' });
});

test('a Wechatpay-Serial that nobody gave out is refused', async () => {
  const refused = await place({ extra: { 'Wechatpay-Serial': 'PUB_KEY_ID_1' } });
  expect(refused).toMatchObject({
    status: 400,
    json: { code: 'PARAM_ERROR', detail: { location: 'header' } },
  });
});
