import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Books } from '../kit/city.ts';

const Pem = z.string().startsWith('-----BEGIN');

const Merchant = z.strictObject({
  mchid: z.string().regex(/^\d{10}$/),
  /** Serial of the merchant's API certificate: 40 upper-case hex digits. */
  serialNo: z.string().regex(/^[0-9A-F]{40}$/),
  privateKeyPem: Pem,
  publicKeyPem: Pem,
  /** 32 bytes of ASCII: the AES-256 key of notices. */
  apiV3Key: z.string().length(32),
});
export type Merchant = z.infer<typeof Merchant>;

const PlatformKey = z.strictObject({ serial: z.string(), publicKeyPem: Pem, privateKeyPem: Pem });
export type PlatformKey = z.infer<typeof PlatformKey>;

const WechatKeys = z.strictObject({
  appid: z.string().regex(/^wx[0-9a-f]{16}$/),
  secret: z.string().regex(/^[0-9a-f]{32}$/),
  merchants: z.array(Merchant).min(1),
  /** First the public key (`PUB_KEY_ID_…`), then the platform certificate. */
  platform: z.tuple([PlatformKey, PlatformKey]),
});
export type WechatKeys = z.infer<typeof WechatKeys>;

export const appid = 'wx7c4e91d20b6a538f';
/** Fixed, so that a city profile can name the payee of a service. */
export const merchantIds = ['1900026101', '1900026102'] as const;

/** Keys are made once and kept, so that a backend that knows them outlives a restart or a reset of the city. */
export function keysOf(books: Books, sharedFolder: string | undefined): WechatKeys {
  if (sharedFolder) return readOrMakeKeys(sharedFolder);
  const shelf = books.shelf<WechatKeys>('keep.wechat-keys');
  const kept = shelf.get('all') ?? makeKeys();
  shelf.put('all', kept);
  return kept;
}

/** Several cities may share one folder: the first to finish wins, the others read what it wrote. */
function readOrMakeKeys(folder: string): WechatKeys {
  const file = join(folder, 'wechat-keys.json');
  if (!existsSync(file)) publish(folder, file, JSON.stringify(makeKeys(), null, 2));
  return WechatKeys.parse(JSON.parse(readFileSync(file, 'utf8')));
}

function publish(folder: string, file: string, text: string): void {
  mkdirSync(folder, { recursive: true });
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  writeFileSync(draft, text, { mode: 0o600 });
  try {
    linkSync(draft, file);
  } catch (cause) {
    if (!existsSync(file)) throw cause;
  } finally {
    rmSync(draft);
  }
}

function makeKeys(): WechatKeys {
  return {
    appid,
    secret: randomBytes(16).toString('hex'),
    merchants: merchantIds.map((mchid) => ({
      mchid,
      serialNo: certificateSerial(),
      ...rsaPair(),
      apiV3Key: randomBytes(16).toString('hex').toUpperCase(),
    })),
    platform: [
      { serial: `PUB_KEY_ID_01${merchantIds[0]}2026080100181500000001`, ...rsaPair() },
      { serial: certificateSerial(), ...rsaPair() },
    ],
  };
}

/** The leading digit keeps it 40 digits long: a serial is a positive integer. */
const certificateSerial = () => `4${randomBytes(20).toString('hex').slice(1)}`.toUpperCase();

function rsaPair(): { privateKeyPem: string; publicKeyPem: string } {
  const pair = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  return { privateKeyPem: pair.privateKey, publicKeyPem: pair.publicKey };
}
