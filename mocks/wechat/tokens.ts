import { randomBytes } from 'node:crypto';
import type { City, Shelf } from '../kit/city.ts';
import { ServerRefusal } from './server-error.ts';
import { day, minute, second } from './times.ts';

/** An access_token. Times in epoch milliseconds on WeChat's clock. */
interface Token {
  value: string;
  issuedAt: number;
  expiresAt: number;
  forced: boolean;
  /** A forced refresh ends the tokens before it. */
  ended: boolean;
}

const life = 7200 * second;
/** In the last five minutes a new token is given and the old one still works. */
const overlap = 5 * minute;
const forceGap = 30 * second;
const forcesPerDay = 20;

/** What `POST /cgi-bin/stable_token` answers; seconds. */
export interface TokenAnswer {
  access_token: string;
  expires_in: number;
}

export class Tokens {
  private readonly city: City;
  private readonly shelf: Shelf<Token>;

  constructor(city: City) {
    this.city = city;
    this.shelf = city.books.shelf('wechat-tokens');
  }

  clear(): void {
    this.shelf.clear();
  }

  /** Normal mode: the same token until five minutes before its end. Refuses 45009 after 20 forced a day. */
  give(force: boolean): TokenAnswer {
    const now = this.now();
    const current = this.shelf.all().at(-1);
    const usable = current && !current.ended && current.expiresAt - now > overlap;
    const kept = force ? usable && current.forced && now - current.issuedAt < forceGap : usable;
    return answerOf(current && kept ? current : this.issue(force, now), now);
  }

  /** Refuses 41001 without a token, 42001 for an expired, 40001 for any other wrong one. */
  check(value: string | null): void {
    if (!value) throw new ServerRefusal(41001);
    const token = this.shelf.get(value);
    if (!token || token.ended) throw new ServerRefusal(40001);
    if (this.now() >= token.expiresAt) throw new ServerRefusal(42001);
  }

  private issue(forced: boolean, now: number): Token {
    const tokens = this.shelf.all();
    const forcedToday = tokens.filter((token) => token.forced && now - token.issuedAt < day).length;
    if (forced && forcedToday >= forcesPerDay) throw new ServerRefusal(45009);
    const value = `99_${randomBytes(99).toString('base64url')}`;
    const token: Token = { value, issuedAt: now, expiresAt: now + life, forced, ended: false };
    this.city.books.atomic(() => {
      if (forced) for (const old of tokens) this.shelf.put(old.value, { ...old, ended: true });
      this.shelf.put(value, token);
    });
    return token;
  }

  private now(): number {
    return this.city.clock.now('wechat');
  }
}

const answerOf = (token: Token, now: number): TokenAnswer => ({
  access_token: token.value,
  expires_in: Math.floor((token.expiresAt - now) / second),
});
