import { verify } from 'node:crypto';
import type { Merchant } from './keys.ts';
import { PayRefusal } from './refusal.ts';

/** A call as it stood on the wire. `url` is path and query exactly as sent; `body` the bytes as sent. */
export interface SignedCall {
  method: string;
  url: string;
  authorization: string | undefined;
  body: Buffer;
}

const scheme = 'WECHATPAY2-SHA256-RSA2048';
const names = ['mchid', 'nonce_str', 'timestamp', 'serial_no', 'signature'] as const;
type Credentials = Record<(typeof names)[number], string>;
const toleranceS = 300;

/** Remembers the nonces of each merchant for as long as their timestamp can still be accepted. */
export class NonceMemory {
  private readonly seen = new Map<string, number>();

  clear(): void {
    this.seen.clear();
  }

  /** True the first time. `nowS` and `timestampS` in seconds. */
  take(mchid: string, nonce: string, timestampS: number, nowS: number): boolean {
    for (const [key, until] of this.seen) {
      if (until >= nowS) break;
      this.seen.delete(key);
    }
    const key = `${mchid} ${nonce}`;
    if (this.seen.has(key)) return false;
    this.seen.set(key, Math.max(nowS, timestampS) + 2 * toleranceS);
    return true;
  }
}

/**
 * The merchant who signed the call.
 * Refuses with SIGN_ERROR (401), or MCH_NOT_EXISTS when nobody has that mchid.
 */
export function authenticate(
  call: SignedCall,
  merchants: readonly Merchant[],
  nowMs: number,
  nonces: NonceMemory,
): Merchant {
  const credentials = readCredentials(call.authorization);
  const merchant = merchants.find((one) => one.mchid === credentials.mchid);
  if (!merchant) throw new PayRefusal('MCH_NOT_EXISTS', '商户号不存在，请检查商户号');
  if (credentials.serial_no !== merchant.serialNo)
    throw signError('serial_no', '商户证书序列号有误。请使用签名私钥匹配的证书序列号');
  const nowS = Math.floor(nowMs / 1000);
  const timestampS = Number(credentials.timestamp);
  if (Math.abs(nowS - timestampS) > toleranceS)
    throw signError('timestamp', 'Http头Authorization中的timestamp与发起请求的时间不得超过5分钟');
  if (!signatureMatches(call, credentials, merchant.publicKeyPem))
    throw signError('signature', '错误的签名，验签失败', 'sign not match');
  // Only a right signature uses a nonce up; otherwise anybody could burn a merchant's.
  if (!nonces.take(merchant.mchid, credentials.nonce_str, timestampS, nowS))
    throw signError('nonce_str', 'Http头Authorization中的nonce_str重复，请勿重放请求');
  return merchant;
}

function signatureMatches(call: SignedCall, credentials: Credentials, publicKeyPem: string): boolean {
  const head = `${call.method}\n${call.url}\n${credentials.timestamp}\n${credentials.nonce_str}\n`;
  const message = Buffer.concat([Buffer.from(head), call.body, Buffer.from('\n')]);
  return verify('RSA-SHA256', message, publicKeyPem, Buffer.from(credentials.signature, 'base64'));
}

function readCredentials(header: string | undefined): Credentials {
  if (!header?.startsWith(`${scheme} `)) throw malformed(scheme);
  const found = new Map<string, string>();
  for (const part of header.slice(scheme.length + 1).split(',')) {
    const match = /^\s*([a-z_]+)="([^"]*)"\s*$/.exec(part);
    const [name, value] = [match?.[1], match?.[2]];
    if (name === undefined || value === undefined || found.has(name))
      throw malformed(part.trim().slice(0, 20));
    found.set(name, value);
  }
  const credentials: Partial<Credentials> = {};
  for (const name of names) {
    const value = found.get(name);
    if (value === undefined || !shapes[name].test(value)) throw malformed(name);
    credentials[name] = value;
  }
  return credentials as Credentials;
}

/** Nonces are documented as 16 to 32 characters, but shorter ones of a widespread library pass in practice. */
const shapes: Record<keyof Credentials, RegExp> = {
  mchid: /^\d{8,10}$/,
  nonce_str: /^[0-9A-Za-z]{1,32}$/,
  timestamp: /^\d{10}$/,
  serial_no: /^[0-9A-Fa-f]{1,40}$/,
  signature: /^[0-9A-Za-z+/]+={0,2}$/,
};

const malformed = (field: string) =>
  signError(field, 'Http头Authorization值格式错误，请参考《微信支付商户REST API签名规则》');

const signError = (field: string, message: string, issue = message) =>
  new PayRefusal('SIGN_ERROR', message, { field, issue, location: 'authorization' });
