import type { RouterContext } from 'koa-router';
import { bodyOf } from './body.ts';
import type { City, Fault, FaultKind } from './city.ts';
import { type Garbage, garbageFor } from './garbage.ts';

/** `played` is a fault the handler itself must act out (`wrong_signature`); null in all other cases. */
export type Handler = (ctx: RouterContext, played: Fault | null) => Promise<void> | void;

export interface StrikeOptions {
  /** The counterpart's own ways of answering nonsense, beside the general ones. */
  garbage?: readonly Garbage[];
}

/** What every counterpart can play without a line of its own; `wrong_signature` is left to the handler. */
export const playable: readonly FaultKind[] = [
  'slow',
  'hang',
  'refuse',
  'http_500',
  'garbage',
  'wrong_signature',
  'lost_reply',
  'duplicate',
  'reorder',
];

const SLOW_MS = 3000;
const REORDER_MS = 2000;

/** Requests held back until a later one of the same city and service has been answered. */
const heldBack = new WeakMap<City, Map<string, Set<() => void>>>();

/**
 * Puts a route on the fault dial. Middleware: `router.post(path, struck(city, 'sms-gateway', 'send', handler))`.
 * @param operation its name on the dial, or how to read it from the request (the body may be read with `bodyOf`).
 */
export function struck(
  city: City,
  service: string,
  operation: string | ((ctx: RouterContext) => Promise<string> | string),
  handler: Handler,
  options: StrikeOptions = {},
) {
  return async (ctx: RouterContext): Promise<void> => {
    const giveUpAt = deadline(ctx);
    // The whole request has arrived before anything is played, so that a caller who leaves has still asked.
    await bodyOf(ctx);
    const name = typeof operation === 'string' ? operation : await operation(ctx);
    const fault = city.faults.take(service, name, playable);
    try {
      await play(city, ctx, fault, giveUpAt, handler, options);
    } finally {
      if (fault?.kind !== 'reorder') releaseHeldBack(city, service);
    }
  };
}

async function play(
  city: City,
  ctx: RouterContext,
  fault: Fault | null,
  giveUpAt: number | null,
  handler: Handler,
  options: StrikeOptions,
): Promise<void> {
  switch (fault?.kind) {
    case 'refuse':
      return drop(ctx);
    case 'hang':
      await pause(ctx, fault.delayMs ?? null);
      return drop(ctx);
    case 'http_500':
      ctx.status = 500;
      ctx.body = 'Internal Server Error';
      return;
    case 'garbage':
      return answerGarbage(ctx, garbageFor(city.seed, fault, options.garbage));
    case 'lost_reply':
      await handler(ctx, null);
      return drop(ctx);
    case 'duplicate':
      return handleTwice(ctx, handler);
    case 'slow': {
      const waited = await pause(ctx, fault.delayMs ?? SLOW_MS);
      // Who said how long it waits is not served after that: nothing is done, nothing is answered.
      // Who just hangs up is served all the same, as bureaus do.
      const tooLate = giveUpAt !== null && (waited === 'caller gone' || performance.now() > giveUpAt);
      return tooLate ? drop(ctx) : handler(ctx, null);
    }
    case 'reorder':
      await turnComes(city, fault, ctx);
      return handler(ctx, null);
    default:
      return handler(ctx, fault);
  }
}

/** When the caller stops waiting, on the machine's monotonic clock; null when it did not say. */
function deadline(ctx: RouterContext): number | null {
  const ms = ctx.get('x-deadline-ms');
  return /^\d{1,9}$/.test(ms) ? performance.now() + Number(ms) : null;
}

/** Closes the connection without an answer. */
export function drop(ctx: RouterContext): void {
  ctx.respond = false;
  ctx.req.socket.destroy();
}

/** Ends after `ms` (null = never by itself) or when the caller is gone. */
function pause(ctx: RouterContext, ms: number | null): Promise<'time is up' | 'caller gone'> {
  return new Promise((resolve) => {
    const gone = () => {
      clearTimeout(timer);
      resolve('caller gone');
    };
    const up = () => {
      ctx.res.off('close', gone);
      resolve('time is up');
    };
    const timer = ms === null ? undefined : setTimeout(up, ms);
    ctx.res.on('close', gone);
  });
}

/** The same request arrives twice, as from a proxy that repeats; the first answer is the one that is seen. */
async function handleTwice(ctx: RouterContext, handler: Handler): Promise<void> {
  await handler(ctx, null);
  const { status, body } = ctx.response;
  const headers = { ...ctx.response.headers };
  await handler(ctx, null);
  for (const name of Object.keys(ctx.response.headers)) ctx.remove(name);
  ctx.body = body;
  ctx.status = status;
  for (const [name, value] of Object.entries(headers)) ctx.set(name, value as string | string[]);
}

function answerGarbage(ctx: RouterContext, garbage: Garbage): void {
  ctx.status = garbage.status ?? 200;
  ctx.body = garbage.body;
  ctx.set('Content-Type', garbage.type);
}

async function turnComes(city: City, fault: Fault, ctx: RouterContext): Promise<void> {
  const services = heldBack.get(city) ?? new Map<string, Set<() => void>>();
  heldBack.set(city, services);
  const waiting = services.get(fault.service) ?? new Set<() => void>();
  services.set(fault.service, waiting);
  const overtaken = new Promise<void>((resolve) => waiting.add(resolve));
  await Promise.race([overtaken, pause(ctx, fault.delayMs ?? REORDER_MS)]);
}

function releaseHeldBack(city: City, service: string): void {
  const waiting = heldBack.get(city)?.get(service);
  if (!waiting) return;
  for (const release of waiting) release();
  waiting.clear();
}
