import { randomBytes } from 'node:crypto';
import { createVault, type Vault } from '../crypto.ts';

/** A vault with keys of its own. */
export function testVault(): Vault {
  return createVault({ current: '1', keys: new Map([['1', randomBytes(32)]]), index: randomBytes(32) });
}

/** Noon of a plain day in the city, and a hand to turn it. */
export function testClock(at = Date.parse('2026-11-22T12:00:00+08:00')) {
  return {
    at,
    now() {
      return this.at;
    },
    advance(ms: number) {
      this.at += ms;
    },
  };
}
