import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { Kv } from '../kv.ts';
import type { App } from './login.ts';
import type { ServerLine } from './server-call.ts';

export interface AccessTokens {
  /** @throws when WeChat gives none */
  current(): Promise<string>;
  /** WeChat refused this one (40001, 42001): the next one, read again before a refresh is forced. */
  after(refused: string): Promise<string>;
}

const Given = z.object({ access_token: z.string().min(1).max(2_048), expires_in: z.int().min(1) });
const Kept = z.object({ token: z.string(), goodUntil: z.number() });

/** WeChat gives the next token in the last five minutes; the old one still works meanwhile. */
const REFRESH_BEFORE_MS = 5 * 60_000;
/** WeChat allows 20 forced refreshes a day, half a minute apart. */
const FORCE_EVERY_MS = 30_000;
const LOCK_MS = 5_000;
const WAIT_MS = 150;

/** One token for all processes, in the shared store; one of them refreshes it while the others wait a moment. */
export function createAccessTokens(line: ServerLine, app: App, kv: Kv, clock: Clock): AccessTokens {
  const key = `wechat:token:${app.appid}`;
  let refreshing: Promise<string> | null = null;

  async function kept(): Promise<string | null> {
    const text = await kv.get(key);
    const entry = text === null ? null : Kept.parse(JSON.parse(text));
    return entry && entry.goodUntil > clock.now() ? entry.token : null;
  }

  async function fetchToken(force: boolean): Promise<string> {
    const body = {
      grant_type: 'client_credential',
      appid: app.appid,
      secret: app.secret,
      force_refresh: force,
    };
    const reply = await line.post('/cgi-bin/stable_token', {}, body);
    if (reply.kind !== 'answered')
      throw new Error(
        `no access token: ${reply.kind === 'refused' ? `errcode ${reply.errcode}` : reply.cause}`,
      );
    const { access_token: token, expires_in: seconds } = Given.parse(reply.body);
    const lifeMs = Math.max(1_000, seconds * 1_000 - REFRESH_BEFORE_MS);
    await kv.set(key, JSON.stringify({ token, goodUntil: clock.now() + lifeMs }), lifeMs);
    return token;
  }

  async function refresh(): Promise<string> {
    // The lock is advice: without it two processes would ask for, and be given, the same token.
    for (let tries = 0; tries < LOCK_MS / WAIT_MS; tries += 1) {
      const token = await kept();
      if (token !== null) return token;
      if (await kv.add(`${key}:lock`, '1', LOCK_MS)) break;
      await sleep(WAIT_MS);
    }
    return fetchToken(false).finally(() => kv.delete(`${key}:lock`));
  }

  const current = async () => {
    const token = await kept();
    if (token !== null) return token;
    refreshing ??= refresh().finally(() => {
      refreshing = null;
    });
    return refreshing;
  };

  return {
    current,
    async after(refused) {
      const token = await kept();
      if (token !== null && token !== refused) return token;
      await kv.delete(key);
      const again = await current();
      if (again !== refused) return again;
      // WeChat itself still calls the refused one current: only force makes another.
      if (!(await kv.add(`${key}:forced`, '1', FORCE_EVERY_MS))) return again;
      return fetchToken(true);
    },
  };
}
