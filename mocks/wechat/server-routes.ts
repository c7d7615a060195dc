import { randomBytes } from 'node:crypto';
import type Router from 'koa-router';
import type { RouterContext } from 'koa-router';
import { z } from 'zod';
import { jsonOf } from '../kit/body.ts';
import type { City } from '../kit/city.ts';
import { struck } from '../kit/strike.ts';
import type { WechatKeys } from './keys.ts';
import type { Logins } from './login.ts';
import type { Mailbox } from './mailbox.ts';
import type { PlannedErrors } from './planned-errors.ts';
import { ServerRefusal } from './server-error.ts';
import type { Tokens } from './tokens.ts';

const TokenRequest = z.object({
  grant_type: z.string().optional(),
  appid: z.string().optional(),
  secret: z.string().optional(),
  force_refresh: z.boolean().optional(),
});

const SendRequest = z.object({
  touser: z.string(),
  template_id: z.string(),
  page: z.string().optional(),
  miniprogram_state: z.enum(['developer', 'trial', 'formal']).optional(),
  lang: z.enum(['zh_CN', 'en_US', 'zh_HK', 'zh_TW']).optional(),
  data: z.record(z.string(), z.unknown()),
});

export interface ServerParts {
  keys: WechatKeys;
  logins: Logins;
  tokens: Tokens;
  mailbox: Mailbox;
  planned: PlannedErrors;
}

/** WeChat's server API: login, access_token, subscribe messages. */
export function serverRoutes(router: Router, city: City, parts: ServerParts): void {
  const door = (operation: string, work: (ctx: RouterContext) => Promise<object> | object) =>
    struck(city, 'wechat', operation, (ctx) => answer(ctx, operation, work, parts.planned));
  router.get(
    '/sns/jscode2session',
    door('jscode2session', (ctx) => openSession(new URLSearchParams(ctx.querystring), parts)),
  );
  router.post(
    '/cgi-bin/stable_token',
    door('stable_token', async (ctx) => {
      const request = read(TokenRequest, await jsonOf(ctx));
      if (request.grant_type !== 'client_credential') throw new ServerRefusal(40002);
      checkApp(request.appid, request.secret, parts.keys);
      return parts.tokens.give(request.force_refresh ?? false);
    }),
  );
  router.post(
    '/cgi-bin/message/subscribe/send',
    door('subscribe_send', async (ctx) => {
      parts.tokens.check(new URLSearchParams(ctx.querystring).get('access_token'));
      const msgid = parts.mailbox.send(read(SendRequest, await jsonOf(ctx)));
      return { errcode: 0, errmsg: 'ok', msgid };
    }),
  );
}

function openSession(query: URLSearchParams, parts: ServerParts): object {
  checkApp(query.get('appid'), query.get('secret'), parts.keys);
  if (query.get('grant_type') !== 'authorization_code') throw new ServerRefusal(40002);
  const code = query.get('js_code');
  if (!code) throw new ServerRefusal(41008);
  return { session_key: randomBytes(16).toString('base64'), openid: parts.logins.redeem(code) };
}

function checkApp(
  appid: string | null | undefined,
  secret: string | null | undefined,
  keys: WechatKeys,
): void {
  if (appid !== keys.appid) throw new ServerRefusal(40013);
  if (secret !== keys.secret) throw new ServerRefusal(40125);
}

function read<T>(schema: z.ZodType<T>, json: unknown): T {
  const read = schema.safeParse(json);
  if (read.success) return read.data;
  throw new ServerRefusal(47001);
}

async function answer(
  ctx: RouterContext,
  operation: string,
  work: (ctx: RouterContext) => Promise<object> | object,
  planned: PlannedErrors,
): Promise<void> {
  ctx.status = 200;
  // WeChat really labels its session JSON as text; a client that goes by the label fails here too.
  const type = operation === 'jscode2session' ? 'text/plain' : 'application/json; charset=utf-8';
  try {
    planned.strike(operation);
    ctx.body = JSON.stringify(await work(ctx));
  } catch (refusal) {
    if (!(refusal instanceof ServerRefusal)) throw refusal;
    const rid = randomBytes(12).toString('hex');
    const errmsg = `${refusal.message}, rid: ${rid}`;
    ctx.body = JSON.stringify({ errcode: refusal.errcode, errmsg });
  }
  ctx.set('Content-Type', type);
}
