import { verify } from 'node:crypto';
import type { VerifierTable } from './verifiers.ts';

/** An answer or a notice of WeChat Pay as it came: header names in lower case, the body's raw bytes. */
export interface SignedMessage {
  headers: Readonly<Record<string, string | string[] | undefined>>;
  body: Buffer;
}

export type Distrust =
  | 'header_missing'
  | 'header_malformed'
  | 'out_of_time'
  | 'unknown_serial'
  /** WeChat Pay's own test traffic: must fail like any wrong signature, but is no reason for an alarm. */
  | 'probe'
  | 'bad_signature';

export type Verdict =
  | { trusted: true; serial: string; timestampMs: number }
  | { trusted: false; reason: Distrust; timestampMs?: number };

const TOLERANCE_MS = 300_000;
const SCHEME = 'WECHATPAY2-SHA256-RSA2048';
const PROBE = 'WECHATPAY/SIGNTEST/';

const shapes = {
  'wechatpay-timestamp': /^\d{10}$/,
  'wechatpay-nonce': /^[\x21-\x7e]{1,128}$/,
  'wechatpay-serial': /^[0-9A-Za-z_]{1,64}$/,
  'wechatpay-signature': /^[\x21-\x7e]{1,1024}$/,
} as const;
type HeaderName = keyof typeof shapes;

/**
 * Whether WeChat Pay signed these bytes, lately, with a key we know. Stops at the first failure, in the order of its
 * documentation. `nowMs` is epoch milliseconds on the product's clock.
 */
export function verifySigned(message: SignedMessage, verifiers: VerifierTable, nowMs: number): Verdict {
  const fields = readHeaders(message.headers);
  if (typeof fields === 'string') return { trusted: false, reason: fields };
  const timestampMs = Number(fields['wechatpay-timestamp']) * 1000;
  const reason = distrust(fields, message.body, verifiers, nowMs - timestampMs);
  return reason === null
    ? { trusted: true, serial: fields['wechatpay-serial'], timestampMs }
    : { trusted: false, reason, timestampMs };
}

function distrust(
  fields: Record<HeaderName, string>,
  body: Buffer,
  verifiers: VerifierTable,
  ageMs: number,
): Distrust | null {
  if (Math.abs(ageMs) >= TOLERANCE_MS) return 'out_of_time';
  const key = verifiers.find(fields['wechatpay-serial']);
  if (!key) return 'unknown_serial';
  const signature = fields['wechatpay-signature'];
  if (signature.startsWith(PROBE)) return 'probe';
  if (!/^[0-9A-Za-z+/]+={0,2}$/.test(signature)) return 'bad_signature';
  const head = `${fields['wechatpay-timestamp']}\n${fields['wechatpay-nonce']}\n`;
  const signed = Buffer.concat([Buffer.from(head), body, Buffer.from('\n')]);
  return verify('RSA-SHA256', signed, key, Buffer.from(signature, 'base64')) ? null : 'bad_signature';
}

function readHeaders(
  headers: SignedMessage['headers'],
): Record<HeaderName, string> | 'header_missing' | 'header_malformed' {
  const scheme = headers['wechatpay-signature-type'];
  if (scheme !== undefined && scheme !== SCHEME) return 'header_malformed';
  const fields: Partial<Record<HeaderName, string>> = {};
  for (const name of Object.keys(shapes) as HeaderName[]) {
    const value = headers[name];
    if (value === undefined || value === '') return 'header_missing';
    if (typeof value !== 'string' || !shapes[name].test(value)) return 'header_malformed';
    fields[name] = value;
  }
  return fields as Record<HeaderName, string>;
}
