import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import type { DataKeys } from './data-keys.ts';

/** Seals personal data for rest. Nothing a person could be known by is stored in the clear. */
export interface Vault {
  /**
   * AES-256-GCM under the current key. `context` names the place (`citizens.name`) and is authenticated, so that a sealed
   * value moved to another column does not open.
   * @returns `1.<key id>.<base64url of iv, ciphertext and tag>`
   */
  seal(plain: string, context: string): string;
  /** Opens with the key the value was sealed under. Throws when value, key or context is not the one that was used. */
  open(sealed: string, context: string): string;
  /** Blind index for equality search: 43 characters, the same for the same value and kind, useless without the key. */
  index(value: string, kind: string): string;
}

const FORMAT = '1';
const IV_BYTES = 12;
const TAG_BYTES = 16;

export function createVault(keys: DataKeys): Vault {
  // Handed over as bytes, Node looks at a key for longer than it works with it.
  const indexKey = createSecretKey(keys.index);
  const dataKeys = new Map([...keys.keys].map(([id, key]) => [id, createSecretKey(key)]));
  return {
    seal(plain, context) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', keyOf(dataKeys, keys.current), iv);
      cipher.setAAD(Buffer.from(context));
      const sealed = Buffer.concat([iv, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return `${FORMAT}.${keys.current}.${sealed.toString('base64url')}`;
    },
    open(sealed, context) {
      const [format, keyId = '', body = ''] = sealed.split('.');
      const bytes = Buffer.from(body, 'base64url');
      if (format !== FORMAT || bytes.length < IV_BYTES + TAG_BYTES) throw new Error('not a sealed value');
      const decipher = createDecipheriv('aes-256-gcm', keyOf(dataKeys, keyId), bytes.subarray(0, IV_BYTES), {
        authTagLength: TAG_BYTES,
      });
      decipher.setAAD(Buffer.from(context));
      decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
      const plain = decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES));
      return Buffer.concat([plain, decipher.final()]).toString('utf8');
    },
    index: (value, kind) =>
      createHmac('sha256', indexKey).update(`${kind}\0${value}`, 'utf8').digest('base64url'),
  };
}

function keyOf(keys: ReadonlyMap<string, KeyObject>, id: string): KeyObject {
  const key = keys.get(id);
  if (!key) throw new Error(`no data key with id "${id}"`);
  return key;
}
