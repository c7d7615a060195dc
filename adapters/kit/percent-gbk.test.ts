import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodePercentGbk, encodePercentGbk } from './percent-gbk.ts';

describe('percent-encoded GBK', () => {
  it('encodes as Java does: space, plus, percent, the four plain signs, Chinese', () => {
    // python3: urllib.parse.quote_plus('湘E 3+5% *-._~'.encode('gbk'), safe='*') with Java's %7E for the tilde
    expect(encodePercentGbk('湘E 3+5% *-._~')).toBe('%CF%E6E+3%2B5%25+*-._%7E');
  });

  it('reads a second byte that is an ASCII letter written either way', () => {
    expect(decodePercentGbk('%D6%EC%E9%46%86%B4')).toBe('朱镕喆');
    expect(decodePercentGbk('%D6%EC%E9F%86%B4')).toBe('朱镕喆');
  });

  it('gives back every text that GBK can write', () => {
    const han = fc.integer({ min: 0x4e00, max: 0x9fa5 }).map((point) => String.fromCodePoint(point));
    const ascii = fc.integer({ min: 0x20, max: 0x7e }).map((point) => String.fromCodePoint(point));
    fc.assert(
      fc.property(fc.array(fc.oneof(han, ascii), { maxLength: 60 }), (chars) => {
        const text = chars.join('');
        expect(decodePercentGbk(encodePercentGbk(text))).toBe(text);
      }),
      { seed: 1 },
    );
  });

  it('refuses a character that GBK lacks, rather than send a question mark', () => {
    expect(() => encodePercentGbk('𠮷')).toThrow(RangeError);
  });

  it.each(['%', '%4', '%GG', '湘', 'a b', '<root>', '%FF%FF', '%CF'])('refuses %s', (encoded) => {
    expect(() => decodePercentGbk(encoded)).toThrow();
  });
});
