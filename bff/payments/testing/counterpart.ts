import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Aes, Formatter, Rsa } from 'wechatpay-axios-plugin';

/**
 * WeChat Pay as an independent implementation (wechatpay-axios-plugin) speaks it: none of our own crypto is in here, so
 * that one mistake cannot cancel itself.
 */
export interface Signer {
  serial: string;
  privateKeyPem: string;
  publicKeyPem: string;
}

export const makeSigner = (serial: string): Signer => {
  const pair = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  return { serial, privateKeyPem: pair.privateKey, publicKeyPem: pair.publicKey };
};

/** Both kinds of serial are active, as during a key switch. */
export const publicKey = makeSigner('PUB_KEY_ID_0119000001012026080100000000000001');
export const certificate = makeSigner('4A1B2C3D4E5F60718293A4B5C6D7E8F901234567');
export const stranger = makeSigner('PUB_KEY_ID_0100000000000000000000000000000000');

export const appid = 'wx1234567890abcdef';
const merchantSigner = makeSigner('5157F09EFDC096DE15EBE81A47057A7232F1B8E1');
const otherMerchantSigner = makeSigner('6157F09EFDC096DE15EBE81A47057A7232F1B8E2');
export const merchant = {
  mchid: '1900000101',
  apiV3Key: 'a'.repeat(16) + 'B'.repeat(16),
  signer: merchantSigner,
};
export const otherMerchant = {
  mchid: '1900000102',
  apiV3Key: 'c'.repeat(32),
  signer: otherMerchantSigner,
};

export type Payee = typeof merchant;

/** Writes the merchants' folders as an operator would; returns their parent. */
export function writeMerchants(payees: readonly Payee[] = [merchant, otherMerchant]): string {
  const dir = mkdtempSync(join(tmpdir(), 'merchants-'));
  for (const { mchid, apiV3Key, signer } of payees) {
    mkdirSync(join(dir, mchid, 'verifiers'), { recursive: true });
    const facts = { mchid, serialNo: signer.serial, publicKeyId: publicKey.serial };
    writeFileSync(join(dir, mchid, 'merchant.json'), JSON.stringify(facts));
    writeFileSync(join(dir, mchid, 'apiclient_key.pem'), signer.privateKeyPem);
    writeFileSync(join(dir, mchid, 'api_v3_key'), `${apiV3Key}\n`);
    for (const { serial, publicKeyPem } of [publicKey, certificate])
      writeFileSync(join(dir, mchid, 'verifiers', `${serial}.pem`), publicKeyPem);
  }
  return dir;
}

/** The headers that WeChat Pay sends with these bytes. `nowMs` is its own clock. */
export function signedHeaders(body: string, nowMs: number, by: Signer = publicKey): Record<string, string> {
  const timestamp = String(Math.floor(nowMs / 1000));
  const nonce = randomBytes(16).toString('hex');
  return {
    'wechatpay-timestamp': timestamp,
    'wechatpay-nonce': nonce,
    'wechatpay-serial': by.serial,
    'wechatpay-signature': Rsa.sign(Formatter.response(timestamp, nonce, body), by.privateKeyPem),
    'wechatpay-signature-type': 'WECHATPAY2-SHA256-RSA2048',
    'request-id': '08F78BB1D5',
  };
}

/** `resource` of a notice. */
export function sealResource(plain: unknown, apiV3Key: string, associatedData = 'transaction') {
  const nonce = randomBytes(6).toString('hex');
  const text = JSON.stringify(plain);
  return {
    original_type: 'transaction',
    algorithm: 'AEAD_AES_256_GCM',
    ciphertext: Aes.AesGcm.encrypt(text, apiV3Key, nonce, associatedData),
    associated_data: associatedData,
    nonce,
  };
}

/** A call as it stood on the wire. */
export interface Heard {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
}

export interface Answer {
  status: number;
  body?: string;
  /** Signs the answer as this key at the counterpart's clock; null = no signature at all. */
  by?: Signer | null;
  headers?: Record<string, string>;
  /** Closes the connection instead of answering. */
  hangUp?: boolean;
  /** Never answers. */
  silent?: boolean;
}

export interface Counterpart {
  url: string;
  heard: Heard[];
  /** What is answered; set by a test. */
  answer: (heard: Heard) => Answer | Promise<Answer>;
  now: () => number;
  stop(): Promise<void>;
}

export async function startCounterpart(): Promise<Counterpart> {
  const counterpart: Counterpart = {
    url: '',
    heard: [],
    answer: () => ({ status: 404, body: JSON.stringify({ code: 'RESOURCE_NOT_EXISTS' }) }),
    now: Date.now,
    stop: () => stop(server),
  };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const heard = {
      method: request.method ?? '',
      path: request.url ?? '',
      headers: request.headers,
      body: Buffer.concat(chunks).toString('utf8'),
    };
    counterpart.heard.push(heard);
    const { status, body = '', by, headers, hangUp, silent } = await counterpart.answer(heard);
    if (hangUp) return request.socket.destroy();
    if (silent) return;
    const signed = by === null || status >= 300 ? {} : signedHeaders(body, counterpart.now(), by);
    response.writeHead(status, { ...signed, ...headers }).end(body);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  counterpart.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return counterpart;
}

function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((closed) => server.close(() => closed()));
}

/** Whether the call carries the merchant's signature over exactly these bytes. */
export function isSignedBy(heard: Heard, payee: Payee): boolean {
  const fields = Object.fromEntries(
    [...(heard.headers.authorization ?? '').matchAll(/([a-z_]+)="([^"]*)"/g)].map(([, name, value]) => [
      name,
      value,
    ]),
  );
  const { timestamp = '', nonce_str: nonce = '', signature = '' } = fields;
  const text = Formatter.request(heard.method, heard.path, timestamp, nonce, heard.body);
  return (
    fields.mchid === payee.mchid &&
    fields.serial_no === payee.signer.serial &&
    /^[0-9A-Za-z]{16,32}$/.test(nonce) &&
    Rsa.verify(text, signature, payee.signer.publicKeyPem)
  );
}
