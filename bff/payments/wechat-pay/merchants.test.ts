import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  certificate,
  makeSigner,
  merchant,
  otherMerchant,
  publicKey,
  writeMerchants,
} from '../testing/counterpart.ts';
import { loadMerchants } from './merchants.ts';

test('every folder is one merchant, with verifiers of both kinds', () => {
  const merchants = loadMerchants(writeMerchants());
  expect([...merchants.keys()]).toEqual([merchant.mchid, otherMerchant.mchid]);
  const first = merchants.get(merchant.mchid);
  expect(first?.apiV3Key.toString()).toBe(merchant.apiV3Key);
  expect(first?.verifiers.serials().sort()).toEqual([certificate.serial, publicKey.serial].sort());
});

const ecKey = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();

const faults: [file: string, content: string | null, problem: RegExp][] = [
  ['merchant.json', null, /1900000101: merchant\.json: cannot be read/],
  ['merchant.json', '{', /merchant\.json: is not \{ mchid/],
  ['merchant.json', '{"mchid":"1900000101"}', /merchant\.json: is not \{ mchid/],
  [
    'merchant.json',
    '{"mchid":"1900000109","serialNo":"AB"}',
    /merchant\.json: mchid is not the folder's name/,
  ],
  ['apiclient_key.pem', null, /apiclient_key\.pem: cannot be read/],
  ['apiclient_key.pem', 'secret words', /apiclient_key\.pem: is not a key or certificate/],
  ['apiclient_key.pem', ecKey, /apiclient_key\.pem: is not an RSA private key/],
  ['api_v3_key', 'short', /api_v3_key: is not 32 bytes/],
  [`verifiers/${publicKey.serial}.pem`, 'x', /verifiers\/PUB_KEY_ID_\w+\.pem: is not a key or certificate/],
  [`verifiers/${publicKey.serial}.pem`, null, /verifiers\/PUB_KEY_ID_\w+\.pem: is missing though/],
];

test.each(faults)('a bad %s stops the start and names itself (%#)', (file, content, problem) => {
  const dir = writeMerchants();
  const path = join(dir, merchant.mchid, file);
  if (content === null) rmSync(path);
  else writeFileSync(path, content);
  expect(() => loadMerchants(dir)).toThrow(problem);
  expect(() => loadMerchants(dir)).not.toThrow(/secret words/);
});

test('no folder, or none in it, is said plainly', () => {
  expect(() => loadMerchants('/nowhere/merchants')).toThrow('/nowhere/merchants: .: cannot be read');
  expect(() => loadMerchants(mkdtempSync(join(tmpdir(), 'none-')))).toThrow('holds no merchant');
});

test('a verifier put into the folder later is found when its serial first appears', () => {
  const dir = writeMerchants();
  const verifiers = loadMerchants(dir).get(merchant.mchid)?.verifiers;
  const next = makeSigner('7A1B2C3D4E5F60718293A4B5C6D7E8F901234567');
  writeFileSync(join(dir, merchant.mchid, 'verifiers', `${next.serial}.pem`), next.publicKeyPem);
  expect(verifiers?.find(next.serial)?.asymmetricKeyType).toBe('rsa');
  // Asked again at once, the disk is left alone: strangers must not make us read.
  const later = makeSigner('8A1B2C3D4E5F60718293A4B5C6D7E8F901234567');
  writeFileSync(join(dir, merchant.mchid, 'verifiers', `${later.serial}.pem`), later.publicKeyPem);
  expect(verifiers?.find(later.serial)).toBeNull();
});
