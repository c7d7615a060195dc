import iconv from 'iconv-lite';

/** What Java's URLEncoder leaves as it is. */
const PLAIN = /[A-Za-z0-9.\-*_]/;
const ENCODED = /^(?:[A-Za-z0-9.\-*_+~]|%[0-9A-Fa-f]{2})*$/;

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
    return byte < 0x80 && PLAIN.test(char) ? char : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }).join('');
}

/** Reads what `encodePercentGbk` writes. Throws on anything that is not percent-encoded GBK. */
export function decodePercentGbk(encoded: string): string {
  if (!ENCODED.test(encoded)) throw new Error('not percent-encoded');
  const bytes = Buffer.alloc(encoded.length);
  let length = 0;
  for (let at = 0; at < encoded.length; at += 1) {
    const char = encoded[at];
    if (char === '%') {
      bytes[length] = Number.parseInt(encoded.slice(at + 1, at + 3), 16);
      at += 2;
    } else {
      bytes[length] = char === '+' ? 0x20 : encoded.charCodeAt(at);
    }
    length += 1;
  }
  return new TextDecoder('gbk', { fatal: true }).decode(bytes.subarray(0, length));
}
