import iconv from 'iconv-lite';

/** What `java.net.URLEncoder` leaves as it is; a space becomes `+`, every other byte `%XX`. */
const PLAIN = /[A-Za-z0-9.\-*_]/;

export class NotEncoded extends Error {}

/** Text → GBK bytes → Java's percent form. A character that GBK lacks becomes `?`, as on the real platform. */
export function encodeJavaGbk(text: string): string {
  let out = '';
  for (const char of text) {
    if (PLAIN.test(char)) out += char;
    else if (char === ' ') out += '+';
    else
      for (const byte of iconv.encode(char, 'gbk'))
        out += `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return out;
}

/** The way back. @throws NotEncoded when it is not ASCII or a `%` is not followed by two hex digits. */
export function decodeJavaGbk(encoded: string): string {
  const bytes: number[] = [];
  for (let i = 0; i < encoded.length; i += 1) {
    const char = encoded.charAt(i);
    if (char === '%') {
      bytes.push(hexPair(encoded.slice(i + 1, i + 3)));
      i += 2;
    } else if (char === '+') bytes.push(0x20);
    else if (char.charCodeAt(0) < 0x80) bytes.push(char.charCodeAt(0));
    else throw new NotEncoded('text outside ASCII in a percent-encoded document');
  }
  return iconv.decode(Buffer.from(bytes), 'gbk');
}

function hexPair(pair: string): number {
  if (!/^[0-9A-Fa-f]{2}$/.test(pair)) throw new NotEncoded('a % without two hex digits');
  return Number.parseInt(pair, 16);
}
