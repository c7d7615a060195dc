import { createDecipheriv } from 'node:crypto';
import { z } from 'zod';

const TAG_BYTES = 16;

/** `resource` of a notice: what it tells, encrypted with the merchant's APIv3 key. */
export const SealedResource = z.object({
  original_type: z.string().max(64).optional(),
  algorithm: z.literal('AEAD_AES_256_GCM'),
  ciphertext: z.base64(),
  associated_data: z.string().optional(),
  nonce: z.string(),
});
export type SealedResource = z.infer<typeof SealedResource>;

/** What stands in a resource could not be opened: another key, other words around it, or altered on the way. */
export class SealBroken extends Error {
  constructor(cause?: unknown) {
    super('the sealed resource cannot be opened', { cause });
    this.name = 'SealBroken';
  }
}

/**
 * AES-256-GCM with its tag checked before one byte is handed on.
 * @param key 32 bytes
 * @throws SealBroken
 */
export function openResource(sealed: SealedResource, key: Buffer): string {
  const bytes = Buffer.from(sealed.ciphertext, 'base64');
  const nonce = Buffer.from(sealed.nonce);
  if (key.length !== 32 || nonce.length !== 12 || bytes.length <= TAG_BYTES) throw new SealBroken();
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(sealed.associated_data ?? ''));
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  try {
    const plain = Buffer.concat([decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()]);
    return new TextDecoder('utf-8', { fatal: true }).decode(plain);
  } catch (cause) {
    throw new SealBroken(cause);
  }
}
