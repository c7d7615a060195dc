import { randomBytes } from 'node:crypto';
import type Router from 'koa-router';
import type { RouterContext } from 'koa-router';
import { z } from 'zod';
import { jsonOf } from '../kit/body.ts';
import type { City } from '../kit/city.ts';
import { type Cashier, turnedAway } from './cashier.ts';
import { cashierPage } from './cashier-page.ts';
import type { Logins } from './login.ts';
import type { Mailbox } from './mailbox.ts';
import { type PlannedErrors, serverOperations } from './planned-errors.ts';
import { safeReturn } from './return-url.ts';
import { type ErrCode, isErrCode } from './server-error.ts';
import { templateOf } from './template.ts';

const Openid = z.string().regex(/^o[0-9A-Za-z_-]{27}$/);
const Settle = z.strictObject({ result: z.enum(['paid', 'cancel']), openid: Openid.optional() });
/** Somebody, by openid or by the name in a login code: `lin`, `demo-lin`. */
const somebody = {
  openid: Openid.optional(),
  login: z.string().min(1).max(40).optional(),
};
const SetGrant = z.strictObject({
  ...somebody,
  templateId: z.string().refine((id) => templateOf(id) !== undefined, 'unknown template'),
  count: z.int().min(0).max(1000),
});
const MintCode = z.strictObject(somebody);
const PlanError = z.strictObject({
  operation: z.enum(serverOperations),
  errcode: z.int().refine(isErrCode, 'not an errcode of this API'),
  times: z.int().min(1).max(1000).default(1),
});

export interface ControlParts {
  cashier: Cashier;
  mailbox: Mailbox;
  logins: Logins;
  planned: PlannedErrors;
}

/** The payer's and the tester's side of WeChat: cashier, grants, login codes, planned refusals. */
export function controlRoutes(router: Router, city: City, parts: ControlParts): void {
  cashierRoutes(router, parts.cashier);
  router.post('/_city/wechat/grants', async (ctx) => {
    const wanted = await parsed(ctx, SetGrant);
    if (!wanted) return;
    const openid = openidOf(city, wanted);
    if (openid === undefined) return refuse(ctx, 404, 'not_found', nobody);
    const count = parts.mailbox.grant(openid, wanted.templateId, wanted.count);
    ctx.body = { openid, templateId: wanted.templateId, count };
  });
  router.post('/_city/wechat/codes', async (ctx) => {
    const wanted = await parsed(ctx, MintCode);
    if (!wanted) return;
    const openid = openidOf(city, wanted);
    if (openid === undefined) return refuse(ctx, 404, 'not_found', nobody);
    ctx.body = { code: parts.logins.mint(openid) };
  });
  router.post('/_city/wechat/errors', async (ctx) => {
    const wanted = await parsed(ctx, PlanError);
    if (!wanted) return;
    parts.planned.plan(wanted.operation, wanted.errcode as ErrCode, wanted.times);
    ctx.status = 204;
  });
}

const nobody = 'needs { openid } or the { login } of a resident';

const openidOf = (city: City, who: { openid?: string | undefined; login?: string | undefined }) =>
  who.openid ?? city.world.resident(who.login?.replace(/^demo-/, '') ?? '')?.openid;

function cashierRoutes(router: Router, cashier: Cashier): void {
  router.post('/_city/wechat/cashier/:prepayId', async (ctx) => {
    const wanted = await parsed(ctx, Settle);
    if (!wanted) return;
    const settled = cashier.settle(ctx.params.prepayId ?? '', wanted.result, wanted.openid);
    if (!('refused' in settled)) {
      ctx.body = settled;
      return;
    }
    const [status, message] = turnedAway[settled.refused];
    refuse(ctx, status, settled.refused, message);
  });
  router.get('/cashier/:prepayId', (ctx) => {
    const counter = cashier.counter(ctx.params.prepayId ?? '');
    const back = safeReturn(new URLSearchParams(ctx.querystring).get('return'), ctx.hostname);
    const nonce = randomBytes(16).toString('base64');
    ctx.status = counter ? 200 : 404;
    ctx.type = 'html';
    ctx.set({
      'Content-Security-Policy': `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
      'Cache-Control': 'no-store',
      'Referrer-Policy': 'no-referrer',
    });
    ctx.body = cashierPage(counter, back, nonce);
  });
}

/** The body by its schema; answers 400 with words and null when it does not fit. */
export async function parsed<S extends z.ZodType>(
  ctx: RouterContext,
  schema: S,
): Promise<z.output<S> | null> {
  const result = schema.safeParse(await jsonOf(ctx));
  if (result.success) return result.data;
  const where = result.error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`);
  refuse(ctx, 400, 'invalid_request', where.join('; '));
  return null;
}

export function refuse(ctx: RouterContext, status: number, code: string, message: string): void {
  ctx.status = status;
  ctx.body = { error: { code, message } };
}
