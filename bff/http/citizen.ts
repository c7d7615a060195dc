import type { IncomingMessage } from 'node:http';
import type { Level } from '../contract/common.ts';
import { AppError } from '../platform/app-error.ts';
import type { SignedIn } from './context.ts';
import { DOOR, type Door } from './guard.ts';

/** Who holds this token now, or null. Injected, so that http knows no room. */
export type Resolve = (token: string) => Promise<SignedIn | null>;

/** 256 random bits in base64url; anything else is not looked up at all. */
const BEARER = /^Bearer ([0-9A-Za-z_-]{43})$/;
/** How a resident gets to a level. */
const ROUTES: Record<Level, readonly string[]> = { L1: [], L2: ['two_element_sms'], L3: [] };

/** The token of a request that looks like one of ours, or null. */
export const bearerOf = (req: IncomingMessage): string | null =>
  BEARER.exec(req.headers.authorization ?? '')?.[1] ?? null;

export function citizenDoor(level: Level, resolve: Resolve): Door {
  const door: Door = async (ctx, next) => {
    const token = bearerOf(ctx.req);
    const signedIn = token === null ? null : await resolve(token);
    if (!signedIn) {
      ctx.set('WWW-Authenticate', 'Bearer');
      throw new AppError('unauthenticated');
    }
    ctx.state.signedIn = signedIn;
    // Levels sort as text: L1 < L2 < L3.
    if (signedIn.level < level) throw levelRequired(level);
    await next();
  };
  door[DOOR] = { level };
  return door;
}

export function levelRequired(level: Level): AppError {
  return new AppError('level_required', { details: { level, routes: ROUTES[level] } });
}
