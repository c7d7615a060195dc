import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Aes, Formatter, Rsa, Wechatpay } from 'wechatpay-axios-plugin';
import {
  merchantClient,
  type NotifyAddress,
  openNotifyAddress,
  openTestCity,
  present,
  type TestCity,
  until,
} from './test-city.ts';

const jsapi = '/v3/pay/transactions/jsapi';

// An implementation of WeChat Pay that knows nothing of this one.
let city: TestCity;
let address: NotifyAddress;
beforeAll(async () => {
  city = await openTestCity();
  address = await openNotifyAddress();
});
afterAll(async () => {
  await city.stop();
  await address.stop();
});

/** Reads the merchant's folder as a backend finds it. */
function clientOf(serials: (serial: string) => boolean = () => true) {
  const { mchid } = present(city.credentials.merchants[0]);
  const folder = join(city.dataDir, 'handover/merchants', mchid);
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');
  const known = city.credentials.platform.map((key) => key.serial).filter(serials);
  const certs = Object.fromEntries(known.map((serial) => [serial, read(`verifiers/${serial}.pem`)]));
  const { serialNo } = JSON.parse(read('merchant.json')) as { serialNo: string };
  const privateKey = read('apiclient_key.pem');
  return new Wechatpay({ baseURL: city.url, mchid, serial: serialNo, privateKey, certs });
}

const paying = (changes: Record<string, unknown> = {}) =>
  merchantClient(city).order({ notify_url: address.url, ...changes });

test('it signs what this server accepts and verifies what this server signs, in public-key mode', async () => {
  const client = clientOf((serial) => serial.startsWith('PUB_KEY_ID_'));
  const order = paying();
  const placed = await client.chain(jsapi).post(order);
  expect(placed.data).toEqual({ prepay_id: expect.stringMatching(/^wx/) });
  expect(placed.headers['wechatpay-serial']).toMatch(/^PUB_KEY_ID_\d+$/);
  const path = `/v3/pay/transactions/out-trade-no/${order.out_trade_no}`;
  const unpaid = await client.chain(path).get({ params: { mchid: order.mchid } });
  expect(unpaid.data).toMatchObject({ trade_state: 'NOTPAY', amount: { total: 20_000, currency: 'CNY' } });
  const closed = await client.chain(`${path}/close`).post({ mchid: order.mchid });
  expect([closed.status, closed.data]).toEqual([204, '']);
});

test('it verifies answers signed by the platform certificate when that is the one it names', async () => {
  const serial = city.credentials.platform[1].serial;
  const client = clientOf((one) => one === serial);
  const headers = { 'Wechatpay-Serial': serial };
  const placed = await client.chain(jsapi).post(paying(), { headers });
  expect(placed.headers['wechatpay-serial']).toBe(serial);
});

test('it refuses the answer under the wrong_signature fault', async () => {
  await city.control('faults', {
    service: 'wechat-pay',
    operation: 'jsapi',
    kind: 'wrong_signature',
    times: 1,
  });
  const order = paying();
  await expect(clientOf().chain(jsapi).post(order)).rejects.toMatchObject({
    code: 'EV3_RES_HEADER_SIGNATURE_DIGEST',
  });
  expect((await clientOf().chain(jsapi).post(order)).status).toBe(200);
});

test('it verifies and opens the notices, under both serials, and fails the probe', async () => {
  const client = clientOf();
  const key = present(city.credentials.merchants[0]).apiV3Key;
  const numbers: string[] = [];
  for (let count = 0; count < 3; count += 1) {
    const order = paying({ attach: `附言${count}` });
    const placed = await client.chain(jsapi).post(order);
    await city.control(`wechat/cashier/${(placed.data as unknown as { prepay_id: string }).prepay_id}`, {
      result: 'paid',
    });
    numbers.push(order.out_trade_no);
    await until(async () => (await city.wechat()).notices.at(-1)?.outcome === 'delivered');
  }
  const verified = address.letters.filter(({ headers, body }) => {
    const cert = city.credentials.platform.find(({ serial }) => serial === headers['wechatpay-serial']);
    const signed = Formatter.response(
      String(headers['wechatpay-timestamp']),
      String(headers['wechatpay-nonce']),
      body,
    );
    return Rsa.verify(signed, String(headers['wechatpay-signature']), present(cert).publicKeyPem);
  });
  const opened = verified.map(({ body }) => {
    const { ciphertext, nonce, associated_data } = JSON.parse(body).resource;
    return JSON.parse(Aes.AesGcm.decrypt(ciphertext, key, nonce, associated_data));
  });
  expect(opened.map((trade) => trade.out_trade_no)).toEqual(numbers);
  expect(opened[0]).toMatchObject({
    trade_state: 'SUCCESS',
    amount: { total: 20_000, payer_total: 20_000, currency: 'CNY' },
    attach: '附言0',
    payer: { openid: city.resident('lin').openid },
  });
  expect(new Set(verified.map(({ headers }) => headers['wechatpay-serial'])).size).toBe(2);
  const probes = address.letters.filter((letter) => !verified.includes(letter));
  expect(probes.map(({ headers }) => headers['wechatpay-signature'])).toEqual([
    expect.stringMatching(/^WECHATPAY\/SIGNTEST\//),
  ]);
});
