import { randomBytes } from 'node:crypto';
import type { City, Shelf } from '../kit/city.ts';
import { ServerRefusal } from './server-error.ts';
import { minute } from './times.ts';

/** A one-time code as `wx.login` gives it. */
interface LoginCode {
  openid: string;
  /** Epoch milliseconds on WeChat's clock. */
  expiresAt: number;
  used: boolean;
}

const codeLife = 5 * minute;

/** Who is behind a login code, and which openids belong to the mini-program. */
export class Logins {
  private readonly city: City;
  private readonly codes: Shelf<LoginCode>;
  /** Openids beyond the world's residents, known because a code was minted for them. */
  private readonly visitors: Shelf<true>;

  constructor(city: City) {
    this.city = city;
    this.codes = city.books.shelf('wechat-codes');
    this.visitors = city.books.shelf('wechat-visitors');
  }

  clear(): void {
    this.codes.clear();
    this.visitors.clear();
  }

  knows(openid: string): boolean {
    return (
      this.visitors.get(openid) === true || this.city.world.residents.some((one) => one.openid === openid)
    );
  }

  /** A single-use code of five minutes. */
  mint(openid: string): string {
    const code = `0${randomBytes(24).toString('base64url').slice(0, 31)}`;
    this.visitors.put(openid, true);
    this.codes.put(code, { openid, expiresAt: this.now() + codeLife, used: false });
    return code;
  }

  /** The openid behind a code; `demo-<login>` may be used again and again. Refuses 40029, 40163. */
  redeem(code: string): string {
    const persona = code.startsWith('demo-') ? this.city.world.resident(code.slice(5)) : undefined;
    if (persona) return persona.openid;
    const known = this.codes.get(code);
    if (!known) throw new ServerRefusal(40029);
    if (known.used) throw new ServerRefusal(40163);
    if (this.now() > known.expiresAt) throw new ServerRefusal(40029);
    this.codes.put(code, { ...known, used: true });
    return known.openid;
  }

  private now(): number {
    return this.city.clock.now('wechat');
  }
}
