import { expect, test } from 'vitest';
import {
  certificate,
  merchant,
  publicKey,
  signedHeaders,
  stranger,
  writeMerchants,
} from '../testing/counterpart.ts';
import { loadMerchants } from './merchants.ts';
import { type SignedMessage, verifySigned } from './verification.ts';

const now = 1_795_000_000_000;
const body = '{"id":"EV-1","name":"缴费"}';
const table = loadMerchants(writeMerchants()).get(merchant.mchid)?.verifiers;

function judge(headers: SignedMessage['headers'], text = body, nowMs = now) {
  if (!table) throw new Error('no verifiers');
  const verdict = verifySigned({ headers, body: Buffer.from(text) }, table, nowMs);
  return verdict.trusted ? verdict.serial : verdict.reason;
}

test.each([publicKey, certificate])('a right signature of $serial is believed', (signer) => {
  expect(judge(signedHeaders(body, now, signer))).toBe(signer.serial);
});

test.each(['timestamp', 'nonce', 'serial', 'signature'])(
  'without Wechatpay-%s nothing is believed',
  (name) => {
    const { [`wechatpay-${name}`]: _, ...rest } = signedHeaders(body, now);
    expect(judge(rest)).toBe('header_missing');
    expect(judge({ ...rest, [`wechatpay-${name}`]: '' })).toBe('header_missing');
  },
);

const signed = () => signedHeaders(body, now);
const altered: [string, () => Record<string, string>, string][] = [
  ['a timestamp in milliseconds', () => ({ 'wechatpay-timestamp': '1795000000000' }), 'header_malformed'],
  ['a timestamp in words', () => ({ 'wechatpay-timestamp': 'yesterday!' }), 'header_malformed'],
  ['a serial that is a path', () => ({ 'wechatpay-serial': '../../etc/passwd' }), 'header_malformed'],
  ['another scheme', () => ({ 'wechatpay-signature-type': 'WECHATPAY2-SM2-WITH-SM3' }), 'header_malformed'],
  ['an unknown serial', () => ({ 'wechatpay-serial': stranger.serial }), 'unknown_serial'],
  ['the other known serial', () => ({ 'wechatpay-serial': certificate.serial }), 'bad_signature'],
  [
    'the probe prefix',
    () => ({ 'wechatpay-signature': `WECHATPAY/SIGNTEST/${signed()['wechatpay-signature']}` }),
    'probe',
  ],
  ['broken base64', () => ({ 'wechatpay-signature': '****' }), 'bad_signature'],
  [
    'a cut signature',
    () => ({ 'wechatpay-signature': signed()['wechatpay-signature']?.slice(0, 100) ?? '' }),
    'bad_signature',
  ],
  ['another nonce', () => ({ 'wechatpay-nonce': 'another' }), 'bad_signature'],
];
test.each(altered)('%s is not believed', (_, change, reason) => {
  expect(judge({ ...signed(), ...change() })).toBe(reason);
});

test.each([
  [301, 'out_of_time'],
  [300, 'out_of_time'],
  [299, publicKey.serial],
  [-299, publicKey.serial],
  [-301, 'out_of_time'],
])('%i seconds old: %s', (seconds, verdict) => {
  expect(judge(signedHeaders(body, now), body, now + seconds * 1000)).toBe(verdict);
});

test('the raw bytes count: the same JSON written otherwise is not the same', () => {
  const headers = signed();
  expect(judge(headers, JSON.stringify(JSON.parse(body), null, 1))).toBe('bad_signature');
  expect(judge(headers, body.slice(0, -1))).toBe('bad_signature');
});

test('a body that ends in a line feed still gets its own', () => {
  const text = 'Hello World!\n';
  expect(judge(signedHeaders(text, now), text)).toBe(publicKey.serial);
});
