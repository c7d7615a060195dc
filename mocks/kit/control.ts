import type Router from 'koa-router';
import type { RouterContext } from 'koa-router';
import { z } from 'zod';
import { jsonOf } from './body.ts';
import type { City, Counterpart } from './city.ts';
import type { TurnableClock } from './clock.ts';
import { FaultRefused, faultKinds, type SettableDial } from './faults.ts';
import { profileOf } from './regions.ts';
import { cityState } from './state.ts';

export interface Controls {
  city: City;
  clock: TurnableClock;
  dial: SettableDial;
  counterparts: readonly Counterpart[];
  /** Does what is due at once, without waiting for it to end. */
  nudge(): void;
  reset(seed: string): void;
}

const TEN_YEARS_MS = 10 * 366 * 86_400_000;
const Who = z.enum(['all', 'wechat']).default('all');
const Moment = z.union([
  z.int().min(0).max(4_102_444_800_000),
  z.iso.datetime({ offset: true }).transform((text) => Date.parse(text)),
]);
const TurnClock = z.union([
  z.strictObject({ advanceMs: z.int().min(-TEN_YEARS_MS).max(TEN_YEARS_MS), who: Who }),
  z.strictObject({ set: Moment, who: Who }),
]);
const SetFault = z.strictObject({
  service: z.string(),
  operation: z.string().optional(),
  kind: z.enum(faultKinds as readonly [(typeof faultKinds)[number], ...typeof faultKinds]),
  delayMs: z.int().min(0).max(86_400_000).optional(),
  times: z.int().min(1).max(1_000_000).optional(),
});
const Reset = z.strictObject({ seed: z.string().min(1).max(100).optional() });

/** The controls of the simulated city, all under `/_city`. Answers 400 with words when a body is not understood. */
export function controlRoutes(router: Router, controls: Controls): void {
  const { city, clock, dial, counterparts } = controls;
  const clocks = () => ({ now: clock.now(), wechatNow: clock.now('wechat') });

  router.get('/_city/state', (ctx) => {
    ctx.body = cityState(clock.now(), counterparts);
  });
  router.get('/_city/credentials', (ctx) => {
    ctx.body = Object.assign({}, ...counterparts.map((each) => each.credentials?.() ?? {}));
  });
  router.get('/_city/personas', (ctx) => {
    ctx.body = {
      city: city.profile,
      cityName: profileOf(city.profile).name,
      seed: city.seed,
      personas: presentPersonas(city),
    };
  });
  router.get('/_city/clock', (ctx) => {
    ctx.body = clocks();
  });
  router.post('/_city/clock', async (ctx) => {
    const turn = await parsed(ctx, TurnClock, 'needs { advanceMs } or { set } (ms), and who: all or wechat');
    if (!turn) return;
    if ('advanceMs' in turn) clock.advance(turn.advanceMs, turn.who);
    else clock.set(turn.set, turn.who);
    controls.nudge();
    ctx.body = clocks();
  });
  faultRoutes(router, dial);
  router.post('/_city/bureaus/:service/bills/:number/pay', (ctx) => {
    const bureau = counterparts.find((each) => each.service === ctx.params.service);
    const paid = bureau?.payAtCounter?.(ctx.params.number ?? '') ?? false;
    if (!paid) return refuse(ctx, 404, 'not_found', 'no such bureau, or no such payable bill there');
    ctx.body = { paid: true };
  });
  router.post('/_city/reset', async (ctx) => {
    const wanted = await parsed(ctx, Reset, 'needs { seed }');
    if (!wanted) return;
    controls.reset(wanted.seed ?? city.seed);
    ctx.body = { seed: city.seed, ...clocks() };
  });
}

function faultRoutes(router: Router, dial: SettableDial): void {
  router.get('/_city/faults', (ctx) => {
    ctx.body = { faults: dial.active(), services: dial.services() };
  });
  router.post('/_city/faults', async (ctx) => {
    const wanted = await parsed(ctx, SetFault, `needs { service, kind }; kinds: ${faultKinds.join(', ')}`);
    if (!wanted) return;
    try {
      ctx.body = { id: dial.add(wanted).id };
    } catch (error) {
      if (!(error instanceof FaultRefused)) throw error;
      refuse(ctx, 400, 'invalid_request', error.message);
    }
  });
  router.delete('/_city/faults', (ctx) => {
    dial.clear();
    ctx.status = 204;
  });
  router.delete('/_city/faults/:id', (ctx) => {
    if (!dial.remove(ctx.params.id ?? '')) return refuse(ctx, 404, 'not_found', 'no such fault');
    ctx.status = 204;
  });
}

async function parsed<S extends z.ZodType>(
  ctx: RouterContext,
  schema: S,
  hint: string,
): Promise<z.output<S> | null> {
  const result = schema.safeParse(await jsonOf(ctx));
  if (result.success) return result.data;
  const where = result.error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`);
  refuse(ctx, 400, 'invalid_request', `${hint} (${where.join('; ')})`);
  return null;
}

function refuse(ctx: RouterContext, status: number, code: string, message: string): void {
  ctx.status = status;
  ctx.body = { error: { code, message } };
}

/** Who can be played, with what a person must type when the persona is not yet known by real name. */
function presentPersonas(city: City) {
  return city.world.residents
    .filter((each) => each.story !== undefined)
    .map(({ login, name, story, linked, idNumber, phone, address, openid }) => ({
      code: `demo-${login}`,
      name,
      story,
      openid,
      address,
      ...(linked === null ? { identity: { name, idNumber, phone } } : {}),
    }));
}
