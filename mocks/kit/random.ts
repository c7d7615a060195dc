import { createHash } from 'node:crypto';

/** A stream of chance that is the same for the same words on every machine. */
export interface Chance {
  /** An integer in [0, below). */
  below(below: number): number;
  pick<T>(from: readonly T[]): T;
  /** `length` decimal digits. */
  digits(length: number): string;
}

/** Each thing draws from a stream of its own, so that adding one never shifts the others. */
export function chance(...words: readonly (string | number)[]): Chance {
  const hash = createHash('sha256').update(words.join('\u0000')).digest();
  let state = hash.readUInt32LE(0);
  // mulberry32: small, fast, and good enough for names and streets.
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    below,
    pick: (from) => {
      const chosen = from[below(from.length)];
      if (chosen === undefined) throw new RangeError('nothing to pick from');
      return chosen;
    },
    digits: (length) => Array.from({ length }, () => below(10)).join(''),
  };
}
