import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { Kv } from '../kv.ts';
import type { Log } from '../logger.ts';
import { createAccessTokens } from './access-token.ts';
import { redeemCode } from './login.ts';
import { openServerLine } from './server-call.ts';
import { type Sent, type SubscribeMessage, sendSubscribe } from './subscribe.ts';

/** WeChat beside its payments: who is behind a login code, and messages to a phone. */
export interface Wechat {
  /** @throws AppError unauthenticated, rate_limited, bureau_unavailable */
  session(code: string): Promise<{ openid: string }>;
  /** @throws when no access token can be had: nothing was sent */
  sendSubscribe(message: SubscribeMessage): Promise<Sent>;
  stop(): Promise<void>;
}

export interface WechatOptions {
  baseUrl: string;
  appid: string;
  secret: string;
  kv: Kv;
  clock: Clock;
  log: Log;
}

export function createWechat({ baseUrl, appid, secret, kv, clock, log }: WechatOptions): Wechat {
  const line = openServerLine(baseUrl);
  const app = { appid, secret };
  const tokens = createAccessTokens(line, app, kv, clock);
  return {
    session: (code) => redeemCode(line, app, code, log),
    sendSubscribe: (message) => sendSubscribe(line, tokens, message),
    stop: () => line.stop(),
  };
}

/** The app secret alone in its file. Never shown. */
export function readAppSecret(file: string): string {
  const secret = readFileSync(file, 'utf8').trim();
  if (!/^[0-9A-Za-z]{16,64}$/.test(secret)) throw new Error(`${file}: is not an app secret`);
  return secret;
}

const Template = z.object({
  templateId: z.string().regex(/^[0-9A-Za-z_-]{1,64}$/),
  /** Keywords with their numbers, in the order of the template: `thing1`, `amount3`. */
  fields: z.array(z.string().regex(/^[a-z_]+\d{1,3}$/)).min(1),
});
/** Message templates by our own word for them. */
const Templates = z.object({ payment_result: Template.extend({ fields: Template.shape.fields.length(5) }) });
export type Templates = z.infer<typeof Templates>;

/** Reads `WECHAT_TEMPLATES_FILE`. @throws naming the file */
export function readTemplates(file: string): Templates {
  try {
    return Templates.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw new Error(`${file}: is not { payment_result: { templateId, fields: [5 keywords] } }`, { cause });
  }
}
