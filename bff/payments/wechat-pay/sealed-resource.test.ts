import { expect, test } from 'vitest';
import { sealResource } from '../testing/counterpart.ts';
import { openResource, SealBroken, SealedResource } from './sealed-resource.ts';

const key = 'k'.repeat(32);
const plain = { out_trade_no: '20261122A', note: '罚款' };
const sealed = () => SealedResource.parse(sealResource(plain, key));
const open = (resource: SealedResource, by = key) => JSON.parse(openResource(resource, Buffer.from(by)));

test('what an independent implementation sealed opens', () => {
  expect(open(sealed())).toEqual(plain);
});

test('without associated data it opens as well', () => {
  const { associated_data: _, ...bare } = SealedResource.parse(sealResource(plain, key, ''));
  expect(open(bare)).toEqual(plain);
});

/** McGrew and Viega's test case 14 for AES-256-GCM: key, nonce and text are all zero. */
test('the published vector opens', () => {
  const published = Buffer.from('cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919', 'hex');
  const resource: SealedResource = {
    algorithm: 'AEAD_AES_256_GCM',
    ciphertext: published.toString('base64'),
    nonce: '\0'.repeat(12),
  };
  expect(openResource(resource, Buffer.alloc(32))).toBe('\0'.repeat(16));
});

function flipped(resource: SealedResource, at: number): SealedResource {
  const bytes = Buffer.from(resource.ciphertext, 'base64');
  const index = at < 0 ? bytes.length + at : at;
  bytes[index] = (bytes[index] ?? 0) ^ 1;
  return { ...resource, ciphertext: bytes.toString('base64') };
}

const broken: [string, () => SealedResource, string?][] = [
  ['a flipped bit of the text', () => flipped(sealed(), 0)],
  ['a flipped bit of the tag', () => flipped(sealed(), -1)],
  ['other associated data', () => ({ ...sealed(), associated_data: 'refund' })],
  ['another nonce', () => ({ ...sealed(), nonce: 'x'.repeat(12) })],
  ['a nonce of another length', () => ({ ...sealed(), nonce: 'x'.repeat(16) })],
  ['nothing but a tag', () => ({ ...sealed(), ciphertext: Buffer.alloc(16).toString('base64') })],
  ['less than a tag', () => ({ ...sealed(), ciphertext: 'AAAA' })],
  ['another key', sealed, 'x'.repeat(32)],
  ['a key of another length', sealed, 'k'.repeat(16)],
];
test.each(broken)('%s does not open', (_, make, by) => {
  expect(() => open(make(), by)).toThrow(SealBroken);
});

test('another algorithm or broken base64 is not read at all', () => {
  expect(SealedResource.safeParse({ ...sealed(), algorithm: 'AEAD_SM4_GCM' }).success).toBe(false);
  expect(SealedResource.safeParse({ ...sealed(), ciphertext: '*not base64*' }).success).toBe(false);
});
