import { randomUUID } from 'node:crypto';
import type { Merchant, WechatKeys } from './keys.ts';
import { prove, seal } from './seal.ts';
import { beijingTime, hour, minute, second } from './times.ts';
import type { TradeView } from './trade-view.ts';

/** One announcement of one payment, however often it is tried. Times on WeChat's clock. */
export interface Notice {
  id: string;
  /** Counts from 1 over the life of the books; decides which key signs and where a probe goes first. */
  ordinal: number;
  mchid: string;
  outTradeNo: string;
  type: 'TRANSACTION.SUCCESS';
  url: string;
  body: string;
  attempts: number;
  /** HTTP status of the last try; null when nothing answered within five seconds, or before the first try. */
  lastStatus: number | null;
  nextAt: number;
  outcome: 'pending' | 'delivered' | 'given_up' | 'dropped';
  /** Faults of postponement strike a notice once. */
  postponed?: 'delayed' | 'held';
  probed?: true;
}

/** Waits after each failed try: 24 h 4 min in all, then silence. The first try comes at once. */
export const retryWaits: readonly number[] = [
  15 * second,
  15 * second,
  30 * second,
  3 * minute,
  10 * minute,
  20 * minute,
  30 * minute,
  30 * minute,
  30 * minute,
  hour,
  3 * hour,
  3 * hour,
  3 * hour,
  6 * hour,
  6 * hour,
];

/** The notice after a try. Only 200 and 204 count as received. */
export function afterTry(notice: Notice, status: number | null, now: number): Notice {
  const tried = { ...notice, attempts: notice.attempts + 1, lastStatus: status };
  if (status === 200 || status === 204) return { ...tried, outcome: 'delivered' };
  const wait = retryWaits[notice.attempts];
  return wait === undefined ? { ...tried, outcome: 'given_up' } : { ...tried, nextAt: now + wait };
}

/** The envelope as it goes over the wire, with the trade sealed for this merchant. */
export function envelope(trade: TradeView, merchant: Merchant, now: number): string {
  const resource = seal(JSON.stringify(trade), merchant.apiV3Key, 'transaction');
  return JSON.stringify({
    id: randomUUID(),
    create_time: beijingTime(now),
    resource_type: 'encrypt-resource',
    event_type: 'TRANSACTION.SUCCESS',
    summary: '支付成功',
    resource,
  });
}

/** The certificate signs every third notice, so that both serials are always in use. */
export const signingKey = (keys: WechatKeys, ordinal: number) =>
  ordinal % 3 === 0 ? keys.platform[1] : keys.platform[0];

/** Before the third of every five notices WeChat sends a probe that must be refused. */
export const isProbed = (ordinal: number): boolean => ordinal % 5 === 3;

/** Ways in which a notice can be wrong on purpose. All but `bad_tag` and `wrong_aad` must already fail at headers or signature. */
export const flaws = [
  'signtest',
  'wrong_signature',
  'broken_base64',
  'unknown_serial',
  'old_timestamp',
  'future_timestamp',
  'missing_header',
  'altered_body',
  'altered_ciphertext',
  'bad_tag',
  'wrong_aad',
  'truncated',
  'oversized',
] as const;
export type Flaw = (typeof flaws)[number];

export interface Letter {
  headers: Record<string, string>;
  body: string;
}

/** A validly signed letter, or one spoiled by `flaw`. */
export function letterOf(body: string, keys: WechatKeys, ordinal: number, now: number, flaw?: Flaw): Letter {
  const key = signingKey(keys, ordinal);
  const shift = flaw === 'old_timestamp' ? -301 : flaw === 'future_timestamp' ? 301 : 0;
  const signedBody =
    flaw === 'bad_tag' ? alterCiphertext(body) : flaw === 'wrong_aad' ? alterAad(body) : body;
  const proof: Record<string, string> = { ...prove(signedBody, key, now + shift * second) };
  const headers = { 'Content-Type': 'application/json', 'User-Agent': 'Mozilla/4.0', ...proof };
  const signature = proof['Wechatpay-Signature'] ?? '';
  switch (flaw) {
    case 'signtest':
      return { headers: { ...headers, 'Wechatpay-Signature': `WECHATPAY/SIGNTEST/${signature}` }, body };
    case 'wrong_signature':
      return { headers: { ...headers, 'Wechatpay-Signature': spoilt(signature) }, body };
    case 'broken_base64':
      return { headers: { ...headers, 'Wechatpay-Signature': `%${signature.slice(1)}` }, body };
    case 'unknown_serial':
      return { headers: { ...headers, 'Wechatpay-Serial': 'PUB_KEY_ID_0000000000000000000000000001' }, body };
    case 'missing_header':
      return { headers: { 'Content-Type': 'application/json' }, body };
    case 'altered_body':
      return { headers, body: body.replace('支付成功', '支付成功 ') };
    case 'altered_ciphertext':
      return { headers, body: alterCiphertext(body) };
    case 'truncated':
      return { headers, body: body.slice(0, -20) };
    case 'oversized':
      return { headers, body: `${body}${' '.repeat(2 ** 20)}` };
    default:
      return { headers, body: signedBody };
  }
}

/** Still well-formed base64 of the same length. */
const spoilt = (signature: string) =>
  signature.replace(/^.{9}(.)/, (start, last: string) => start.slice(0, -1) + (last === 'A' ? 'B' : 'A'));

function alterCiphertext(body: string): string {
  return body.replace(
    /"ciphertext":"(.)/,
    (_, first: string) => `"ciphertext":"${first === 'A' ? 'B' : 'A'}`,
  );
}

const alterAad = (body: string) =>
  body.replace('"associated_data":"transaction"', '"associated_data":"refund"');
