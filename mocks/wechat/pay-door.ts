import { randomBytes } from 'node:crypto';
import type { RouterContext } from 'koa-router';
import { bodyOf } from '../kit/body.ts';
import type { City, Fault } from '../kit/city.ts';
import { playable, struck } from '../kit/strike.ts';
import { authenticate, type NonceMemory } from './authorization.ts';
import type { Merchant, PlatformKey, WechatKeys } from './keys.ts';
import { PayRefusal } from './refusal.ts';
import { prove } from './seal.ts';

/** A call whose merchant has proven itself. */
export interface PayCall {
  merchant: Merchant;
  body: Buffer;
  query: URLSearchParams;
  path: (name: string) => string;
  /** WeChat's clock, epoch milliseconds. */
  now: number;
}

/** The JSON to answer with 200, or null for 204. */
export type PayWork = (call: PayCall) => object | null;

export interface PayDoors {
  keys: WechatKeys;
  nonces: NonceMemory;
  /** Middleware that authenticates the merchant, does the work and signs the answer, refusals too. */
  door(operation: string, work: PayWork): (ctx: RouterContext) => Promise<void>;
}

interface Answer {
  status: number;
  body: string;
  /** End of Request-ID: 0 when all is well. */
  tail: string;
}

export function payDoors(city: City, keys: WechatKeys, nonces: NonceMemory): PayDoors {
  const stage = responsesOnly(city);
  const handle = async (ctx: RouterContext, work: PayWork, played: Fault | null) => {
    const body = await bodyOf(ctx);
    const now = city.clock.now('wechat');
    const answer = answerTo(() => work(admit(ctx, body, now, keys, nonces)));
    send(ctx, answer, answerKey(ctx, keys), now, played?.kind === 'wrong_signature');
  };
  return {
    keys,
    nonces,
    door: (operation, work) =>
      struck(stage, 'wechat-pay', operation, (ctx, played) => handle(ctx, work, played), {
        garbage: [{ type: 'application/json; charset=utf-8', body: '{"prepay_id":' }],
      }),
  };
}

/** `reorder` and `duplicate` on wechat-pay are about notices; here they would use up the fault unseen. */
function responsesOnly(city: City): City {
  const kinds = playable.filter((kind) => kind !== 'reorder' && kind !== 'duplicate');
  const faults: City['faults'] = {
    take: (service, operation) => city.faults.take(service, operation, kinds),
  };
  return Object.create(city, { faults: { value: faults } }) as City;
}

function admit(
  ctx: RouterContext,
  body: Buffer,
  now: number,
  keys: WechatKeys,
  nonces: NonceMemory,
): PayCall {
  if (!ctx.get('accept') || !ctx.get('user-agent'))
    throw new PayRefusal('PARAM_ERROR', 'Http头缺少Accept或User-Agent');
  const url = ctx.req.url ?? '';
  const call = { method: ctx.method, url, authorization: ctx.get('authorization') || undefined, body };
  const merchant = authenticate(call, keys.merchants, now, nonces);
  checkNamedKey(ctx, keys);
  const query = new URLSearchParams(url.split('?')[1] ?? '');
  return { merchant, body, query, now, path: (name) => ctx.params[name] ?? '' };
}

/** A merchant names by Wechatpay-Serial the key it expects; a name nobody gave out is its mistake. */
function checkNamedKey(ctx: RouterContext, keys: WechatKeys): void {
  const named = ctx.get('wechatpay-serial');
  if (!named || keys.platform.some((key) => key.serial === named)) return;
  throw new PayRefusal('PARAM_ERROR', 'Http头Wechatpay-Serial中的微信支付公钥ID或平台证书序列号有误', {
    field: 'Wechatpay-Serial',
    value: named,
    issue: 'unknown serial',
    location: 'header',
  });
}

const answerKey = (ctx: RouterContext, keys: WechatKeys): PlatformKey =>
  keys.platform.find((key) => key.serial === ctx.get('wechatpay-serial')) ?? keys.platform[0];

function answerTo(work: () => object | null): Answer {
  try {
    const view = work();
    return { status: view ? 200 : 204, body: view ? JSON.stringify(view) : '', tail: '0' };
  } catch (refusal) {
    if (!(refusal instanceof PayRefusal)) throw refusal;
    return { status: refusal.status, body: refusal.body(), tail: refusal.tail };
  }
}

function send(ctx: RouterContext, answer: Answer, key: PlatformKey, now: number, spoiled: boolean): void {
  // A signature over other bytes: well formed, and wrong.
  const proof = prove(spoiled ? `${answer.body} ` : answer.body, key, now);
  ctx.status = answer.status;
  ctx.body = answer.status === 204 ? null : Buffer.from(answer.body);
  if (answer.status !== 204) ctx.set('Content-Type', 'application/json; charset=utf-8');
  ctx.set({ ...proof, 'Request-ID': `${randomBytes(12).toString('hex').toUpperCase()}-${answer.tail}` });
}
