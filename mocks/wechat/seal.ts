import { createCipheriv, randomBytes, sign } from 'node:crypto';
import type { PlatformKey } from './keys.ts';

/** The four headers by which WeChat proves a response or a notice, and the signature's type. */
export interface ProofHeaders {
  'Wechatpay-Timestamp': string;
  'Wechatpay-Nonce': string;
  'Wechatpay-Signature': string;
  'Wechatpay-Serial': string;
  'Wechatpay-Signature-Type': string;
}

/** Signs `timestamp\nnonce\nbody\n` with a platform key; an empty body (204) leaves the third line empty. */
export function prove(body: string, key: PlatformKey, nowMs: number): ProofHeaders {
  const timestamp = String(Math.floor(nowMs / 1000));
  const nonce = randomBytes(16).toString('hex');
  const message = Buffer.from(`${timestamp}\n${nonce}\n${body}\n`);
  return {
    'Wechatpay-Timestamp': timestamp,
    'Wechatpay-Nonce': nonce,
    'Wechatpay-Signature': sign('RSA-SHA256', message, key.privateKeyPem).toString('base64'),
    'Wechatpay-Serial': key.serial,
    'Wechatpay-Signature-Type': 'WECHATPAY2-SHA256-RSA2048',
  };
}

/** The `resource` of a notice. */
export interface SealedResource {
  original_type: string;
  algorithm: 'AEAD_AES_256_GCM';
  ciphertext: string;
  associated_data: string;
  nonce: string;
}

/** AES-256-GCM under the merchant's APIv3 key; the 16-byte tag follows the ciphertext. */
export function seal(plain: string, apiV3Key: string, originalType: string): SealedResource {
  const nonce = randomBytes(6).toString('hex');
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(apiV3Key), Buffer.from(nonce));
  cipher.setAAD(Buffer.from(originalType));
  const bytes = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return {
    original_type: originalType,
    algorithm: 'AEAD_AES_256_GCM',
    ciphertext: bytes.toString('base64'),
    associated_data: originalType,
    nonce,
  };
}
