import iconv from 'iconv-lite';

const PERCENT = 0x25;
const PLUS = 0x2b;
const SPACE = 0x20;
const HEX = '0123456789ABCDEF';

/** What Java's URLEncoder leaves as it is. */
const PLAIN = /[A-Za-z0-9.\-*_]/;
const plain = Array.from({ length: 128 }, (_, code) => PLAIN.test(String.fromCharCode(code)));
/** Python leaves the tilde alone as well. */
const isPlain = (code: number) => plain[code] === true || code === 0x7e;
/**
 * Encodes as `java.net.URLEncoder.encode(text, "GBK")` does: a space is `+`, all else is `%XX` per GBK byte.
 * Throws RangeError for a character that GBK does not have: `?` in its place would be another name.
 */
export function encodePercentGbk(text: string): string {
  const bytes = iconv.encode(text, 'gbk');
  if (iconv.decode(bytes, 'gbk') !== text) throw new RangeError('text has characters outside GBK');
  return Array.from(bytes, (byte) => {
    const char = String.fromCharCode(byte);
    if (byte === 0x20) return '+';
    return plain[byte] ? char : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }).join('');
}

/** Reads what `encodePercentGbk` writes, and what Python writes. Throws on anything that is not percent-encoded GBK. */
export function decodePercentGbk(encoded: string): string {
  const codes = Buffer.from(encoded, 'utf8');
  let length = 0;
  for (let at = 0; at < codes.length; at += 1) {
    const code = codes[at] ?? 0;
    if (code === PERCENT) {
      codes[length] = hexDigit(codes[at + 1]) * 16 + hexDigit(codes[at + 2]);
      at += 2;
    } else if (code === PLUS) codes[length] = SPACE;
    else if (isPlain(code)) codes[length] = code;
    else throw new Error('not percent-encoded');
    length += 1;
  }
  return new TextDecoder('gbk', { fatal: true }).decode(codes.subarray(0, length));
}

function hexDigit(code = 0): number {
  const value = HEX.indexOf(String.fromCharCode(code).toUpperCase());
  if (value < 0) throw new Error('not percent-encoded');
  return value;
}
