import { createDecipheriv, generateKeyPairSync, verify } from 'node:crypto';
import { expect, test } from 'vitest';
import { flaws, letterOf } from './notice.ts';
import { prove, seal } from './seal.ts';

const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
const key = {
  serial: 'PUB_KEY_ID_1',
  publicKeyPem: pair.publicKey.export({ type: 'spki', format: 'pem' }) as string,
  privateKeyPem: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
};
const apiV3Key = '0123456789ABCDEF0123456789ABCDEF';

function isProven(headers: Record<string, string>, body: string): boolean {
  const message = `${headers['Wechatpay-Timestamp']}\n${headers['Wechatpay-Nonce']}\n${body}\n`;
  const signature = Buffer.from(headers['Wechatpay-Signature'] ?? '', 'base64');
  return verify('sha256', Buffer.from(message), pair.publicKey, signature);
}

function open(resource: { ciphertext: string; nonce: string; associated_data: string }): string {
  const bytes = Buffer.from(resource.ciphertext, 'base64');
  const opener = createDecipheriv('aes-256-gcm', apiV3Key, resource.nonce, { authTagLength: 16 });
  opener.setAAD(Buffer.from(resource.associated_data)).setAuthTag(bytes.subarray(-16));
  return Buffer.concat([opener.update(bytes.subarray(0, -16)), opener.final()]).toString('utf8');
}

test('an empty body is signed with an empty third line', () => {
  const proof = prove('', key, 1_795_310_313_239);
  expect(proof['Wechatpay-Timestamp']).toBe('1795310313');
  expect(isProven({ ...proof }, '')).toBe(true);
  expect(isProven({ ...proof }, ' ')).toBe(false);
});

test('what is sealed opens, and only whole', () => {
  const resource = seal('{"说明":"罚款"}', apiV3Key, 'transaction');
  expect(resource.nonce).toHaveLength(12);
  expect(open(resource)).toBe('{"说明":"罚款"}');
  expect(() => open({ ...resource, associated_data: 'refund' })).toThrow();
});

const keys = { appid: 'wx0', secret: '', merchants: [], platform: [key, key] as [typeof key, typeof key] };
const body = JSON.stringify({ summary: '支付成功', resource: seal('{}', apiV3Key, 'transaction') });
const now = 1_795_310_313_239;
const onlyOpeningShows = ['bad_tag', 'wrong_aad'];
const onlyTimeOrNameShows = ['old_timestamp', 'future_timestamp', 'unknown_serial', 'oversized'];

test('a letter without a flaw is proven and opens', () => {
  const letter = letterOf(body, keys, 1, now);
  expect(isProven(letter.headers, letter.body)).toBe(true);
  expect(open(JSON.parse(letter.body).resource)).toBe('{}');
});

test.each(flaws.filter((flaw) => ![...onlyOpeningShows, ...onlyTimeOrNameShows].includes(flaw)))(
  'the signature shows %s',
  (flaw) => {
    const letter = letterOf(body, keys, 1, now, flaw);
    const signature = letter.headers['Wechatpay-Signature'] ?? '';
    const wellFormed = /^[0-9A-Za-z+/]{342}==$/.test(signature);
    expect(wellFormed && isProven(letter.headers, letter.body)).toBe(false);
  },
);

test.each(['bad_tag', 'wrong_aad'] as const)('%s is rightly signed and does not open', (flaw) => {
  const letter = letterOf(body, keys, 1, now, flaw);
  expect(isProven(letter.headers, letter.body)).toBe(true);
  expect(() => open(JSON.parse(letter.body).resource)).toThrow();
});

test('time, name and size show the others', () => {
  const shift = (flaw: 'old_timestamp' | 'future_timestamp') =>
    Number(letterOf(body, keys, 1, now, flaw).headers['Wechatpay-Timestamp']) - 1_795_310_313;
  expect([shift('old_timestamp'), shift('future_timestamp')]).toEqual([-301, 301]);
  expect(letterOf(body, keys, 1, now, 'unknown_serial').headers['Wechatpay-Serial']).not.toBe(key.serial);
  expect(letterOf(body, keys, 1, now, 'oversized').body.length).toBeGreaterThan(2 ** 20);
});
