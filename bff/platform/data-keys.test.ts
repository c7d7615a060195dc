import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ensureDataKeys, readDataKeys } from './data-keys.ts';

const folder = mkdtempSync(join(tmpdir(), 'data-keys-'));
const key = Buffer.alloc(32, 7).toString('base64');

test('a simulated city makes its keys once, for its owner only', () => {
  const file = join(folder, 'deep', 'keys.json');
  const made = ensureDataKeys(file);
  expect(ensureDataKeys(file)).toEqual(made);
  expect(made.keys.get(made.current)).toHaveLength(32);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test.each([
  ['no JSON', 'secret'],
  ['a short key', JSON.stringify({ current: '1', keys: { 1: 'c2hvcnQ=' }, index: key })],
  ['no index key', JSON.stringify({ current: '1', keys: { 1: key } })],
  ['a current key that is not there', JSON.stringify({ current: '2', keys: { 1: key }, index: key })],
  ['an unknown field', JSON.stringify({ current: '1', keys: { 1: key }, index: key, old: {} })],
])('a file with %s is refused without showing what stands in it', (_, text) => {
  const file = join(folder, 'bad.json');
  writeFileSync(file, text);
  expect(() => readDataKeys(file)).toThrow(/not a key file/);
  expect(() => readDataKeys(file)).not.toThrow(key);
  expect(readFileSync(file, 'utf8')).toBe(text);
});
