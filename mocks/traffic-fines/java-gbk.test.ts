import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { expect, test } from 'vitest';
import { decodeJavaGbk, encodeJavaGbk, NotEncoded } from './java-gbk.ts';

const sample = (name: string) =>
  readFileSync(new URL(`../../adapters/traffic-fines/samples/${name}`, import.meta.url));
const inner = (name: string) =>
  />([^<]+)<\/queryObjectOutReturn>/.exec(sample(name).toString('ascii'))?.[1] ?? '';

test('bytes that Java’s rules made are made again, byte for byte', () => {
  for (const name of ['java-quirks.xml', 'gbk-rare-character-java.xml']) {
    expect(encodeJavaGbk(decodeJavaGbk(inner(name)))).toBe(inner(name));
  }
});

test('bytes that Python made are read', () => {
  expect(decodeJavaGbk(inner('several-records.xml'))).toBe(
    iconv.decode(sample('several-records.inner.bin'), 'gbk'),
  );
  expect(decodeJavaGbk(inner('gbk-rare-character.xml'))).toContain('<dsr>朱镕喆</dsr>');
});

test('a space is a plus and a plus is not', () => {
  expect(encodeJavaGbk('1234公里 +500米')).toBe('1234%B9%AB%C0%EF+%2B500%C3%D7');
});

test('a character that GBK lacks is lost, as on the real platform', () => {
  expect(decodeJavaGbk(encodeJavaGbk('李𬱖'))).toBe('李?');
});

test('every text of ASCII and common Chinese comes back', () => {
  const char = fc.oneof(
    fc.string({ minLength: 1, maxLength: 1 }),
    fc.constantFrom(...'湘决定书罚款镕喆＋　'),
  );
  fc.assert(
    fc.property(fc.array(char), (chars) => {
      const text = chars.join('').replace(/[^\x20-\x7e\u3000-\u9fff\uff0b]/g, '');
      const encoded = encodeJavaGbk(text);
      expect(encoded).toMatch(/^[A-Za-z0-9.\-*_+%]*$/);
      expect(decodeJavaGbk(encoded)).toBe(text);
    }),
  );
});

test.each(['%', '%4', '%zz', 'a%C', '湘'])('not encoded: %s', (text) => {
  expect(() => decodeJavaGbk(text)).toThrow(NotEncoded);
});
