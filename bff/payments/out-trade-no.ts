import { cityDay } from '../platform/time.ts';

/** Without I, L, O and U: an officer reads it out on the telephone. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const RANDOM_CHARS = 18;

/**
 * 26 characters `[0-9A-Z]`: the city's day, then 90 random bits. Unique for ever per merchant, as WeChat Pay demands.
 * @param random at least 18 bytes
 */
export function newOutTradeNo(nowMs: number, random: Uint8Array): string {
  const tail = [...random.subarray(0, RANDOM_CHARS)].map((byte) => ALPHABET[byte % ALPHABET.length]);
  return `${cityDay(nowMs).replaceAll('-', '')}${tail.join('')}`;
}
