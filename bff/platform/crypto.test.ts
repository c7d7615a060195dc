import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { createVault } from './crypto.ts';

const first = randomBytes(32);
const index = randomBytes(32);
const vault = createVault({ current: '1', keys: new Map([['1', first]]), index });
const ID = '11010519491231002X';

test('what was sealed opens in its own place, and looks different each time', () => {
  const sealed = vault.seal(ID, 'citizens.id_number');
  expect(vault.open(sealed, 'citizens.id_number')).toBe(ID);
  expect(sealed).toMatch(/^1\.1\.[\w-]+$/);
  expect(vault.seal(ID, 'citizens.id_number')).not.toBe(sealed);
});

test('rare characters and empty text survive', () => {
  for (const text of ['', '㐀𠀀·买买提', 'x'.repeat(5_000)]) {
    expect(vault.open(vault.seal(text, 'a'), 'a')).toBe(text);
  }
});

test('a sealed value moved to another column does not open', () => {
  expect(() => vault.open(vault.seal(ID, 'citizens.name'), 'citizens.phone')).toThrow();
});

test('one changed bit anywhere does not open', () => {
  const [format = '', key = '', body = ''] = vault.seal(ID, 'a').split('.');
  const bytes = Buffer.from(body, 'base64url');
  for (let place = 0; place < bytes.length; place += 1) {
    const altered = Buffer.from(bytes);
    altered[place] = (altered[place] ?? 0) ^ 1;
    expect(() => vault.open([format, key, altered.toString('base64url')].join('.'), 'a')).toThrow();
  }
});

test.each(['', 'plain text', '2.1.AAAA', '1.1.', '1.9.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'])(
  'what is not ours does not open: %s',
  (text) => {
    expect(() => vault.open(text, 'a')).toThrow();
  },
);

test('old values open after the key was changed, new ones are sealed under the new key', () => {
  const old = vault.seal(ID, 'a');
  const keys = new Map([
    ['1', first],
    ['2', randomBytes(32)],
  ]);
  const rotated = createVault({ current: '2', keys, index });
  expect(rotated.open(old, 'a')).toBe(ID);
  expect(rotated.seal(ID, 'a')).toMatch(/^1\.2\./);
  expect(() => vault.open(rotated.seal(ID, 'a'), 'a')).toThrow(/no data key/);
});

test('a blind index finds the same value of the same kind only, and tells nothing without its key', () => {
  expect(vault.index(ID, 'person')).toBe(vault.index(ID, 'person'));
  expect(vault.index(ID, 'person')).not.toBe(vault.index(ID, 'openid'));
  expect(vault.index('x', 'ab')).not.toBe(vault.index('bx', 'a'));
  const other = createVault({ current: '1', keys: new Map([['1', first]]), index: randomBytes(32) });
  expect(other.index(ID, 'person')).not.toBe(vault.index(ID, 'person'));
  expect(vault.index(ID, 'person')).toMatch(/^[\w-]{43}$/);
});
