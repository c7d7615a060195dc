import { createPrivateKey, createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { VerifierTable } from './verifiers.ts';

/** A payee: its keys, and the keys that WeChat Pay signs with towards it. */
export interface Merchant {
  mchid: string;
  /** Serial of the merchant's own API certificate. */
  serialNo: string;
  /** Set in public-key mode: sent as `Wechatpay-Serial` with every request. */
  publicKeyId: string | undefined;
  privateKeyPem: Buffer;
  /** 32 bytes: the AES key of notices. */
  apiV3Key: Buffer;
  verifiers: VerifierTable;
}

export type Merchants = ReadonlyMap<string, Merchant>;

const MerchantFile = z.strictObject({
  mchid: z.string().regex(/^\d{6,32}$/),
  serialNo: z.string().regex(/^[0-9A-Fa-f]{1,40}$/),
  publicKeyId: z
    .string()
    .regex(/^PUB_KEY_ID_[0-9A-Za-z]{1,48}$/)
    .optional(),
});

/** A merchant's folder that cannot be used. Names the folder and the file, never what stands in it. */
export class MerchantFileError extends Error {
  constructor(folder: string, file: string, problem: string, cause?: unknown) {
    super(`merchant folder ${folder}: ${file}: ${problem}`, { cause });
    this.name = 'MerchantFileError';
  }
}

/**
 * Every folder of `dir` is one merchant, in the order of their names; the first is the default payee.
 * @throws MerchantFileError
 */
export function loadMerchants(dir: string): Merchants {
  const folders = readFolder(dir, '.', dir);
  const merchants = folders.map((name) => loadMerchant(join(dir, name), name));
  if (merchants.length === 0) throw new MerchantFileError(dir, '.', 'holds no merchant');
  return new Map(merchants.map((merchant) => [merchant.mchid, merchant]));
}

function readFolder(folder: string, file: string, path: string): string[] {
  try {
    const entries = readdirSync(path, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map((entry) => entry.name)
      .sort();
  } catch (cause) {
    throw new MerchantFileError(folder, file, 'cannot be read', cause);
  }
}

function loadMerchant(folder: string, name: string): Merchant {
  const described = describe(folder);
  if (described.mchid !== name)
    throw new MerchantFileError(folder, 'merchant.json', `mchid is not the folder's name ${name}`);
  const privateKeyPem = read(folder, 'apiclient_key.pem');
  checkPrivateKey(folder, privateKeyPem);
  const apiV3Key = Buffer.from(read(folder, 'api_v3_key').toString('utf8').trim());
  if (apiV3Key.length !== 32) throw new MerchantFileError(folder, 'api_v3_key', 'is not 32 bytes long');
  const verifiers = new VerifierTable(() => readVerifiers(folder));
  const { publicKeyId } = described;
  if (publicKeyId !== undefined && !verifiers.serials().includes(publicKeyId))
    throw new MerchantFileError(
      folder,
      `verifiers/${publicKeyId}.pem`,
      'is missing though publicKeyId names it',
    );
  return {
    mchid: described.mchid,
    serialNo: described.serialNo,
    publicKeyId,
    privateKeyPem,
    apiV3Key,
    verifiers,
  };
}

function describe(folder: string): z.infer<typeof MerchantFile> {
  const text = read(folder, 'merchant.json').toString('utf8');
  try {
    return MerchantFile.parse(JSON.parse(text));
  } catch (cause) {
    throw new MerchantFileError(folder, 'merchant.json', 'is not { mchid, serialNo, publicKeyId? }', cause);
  }
}

function checkPrivateKey(folder: string, pem: Buffer): void {
  const key = asKey(folder, 'apiclient_key.pem', () => createPrivateKey(pem));
  if (key.asymmetricKeyType !== 'rsa')
    throw new MerchantFileError(folder, 'apiclient_key.pem', 'is not an RSA private key');
}

/** `verifiers/<serial>.pem`: WeChat Pay public keys and platform certificates, by serial. */
function readVerifiers(folder: string): Map<string, KeyObject> {
  const files = listFiles(folder, 'verifiers').filter((file) => file.endsWith('.pem'));
  if (files.length === 0) throw new MerchantFileError(folder, 'verifiers', 'holds no <serial>.pem');
  return new Map(files.map((file) => [file.slice(0, -'.pem'.length), readVerifier(folder, file)]));
}

function readVerifier(folder: string, file: string): KeyObject {
  const path = `verifiers/${file}`;
  const pem = read(folder, path);
  if (!pem.includes('BEGIN CERTIFICATE')) return asKey(folder, path, () => createPublicKey(pem));
  const certificate = asKey(folder, path, () => new X509Certificate(pem));
  if (certificate.serialNumber.toUpperCase() !== file.slice(0, -'.pem'.length).toUpperCase())
    throw new MerchantFileError(folder, path, `holds the certificate ${certificate.serialNumber}`);
  return certificate.publicKey;
}

function asKey<T>(folder: string, file: string, make: () => T): T {
  try {
    return make();
  } catch (cause) {
    throw new MerchantFileError(folder, file, 'is not a key or certificate in PEM', cause);
  }
}

function listFiles(folder: string, path: string): string[] {
  try {
    return readdirSync(join(folder, path)).sort();
  } catch (cause) {
    throw new MerchantFileError(folder, path, 'cannot be read', cause);
  }
}

function read(folder: string, file: string): Buffer {
  try {
    return readFileSync(join(folder, file));
  } catch (cause) {
    throw new MerchantFileError(folder, file, 'cannot be read', cause);
  }
}
