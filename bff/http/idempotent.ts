import { hash } from 'node:crypto';
import type { Context } from 'koa';
import { AppError } from '../platform/app-error.ts';
import { canonicalJson } from './canonical-json.ts';
import type { DoorContext } from './context.ts';
import { DOOR, type Door } from './guard.ts';

export interface StoredAnswer {
  status: number;
  body: unknown;
}

/** What became of asking for a key. */
export type Claim =
  /** `done` and `release` never throw: what could not be written is freed by the lease. */
  | { kind: 'ours'; done(answer: StoredAnswer): Promise<void>; release(): Promise<void> }
  | { kind: 'answered'; answer: StoredAnswer }
  | { kind: 'running'; retryAfterSeconds: number }
  | { kind: 'other_body' };

export interface IdempotencyStore {
  /** @param keyHash same for the same resident, route and key @param requestHash same for the same body */
  claim(citizenId: string, route: string, keyHash: string, requestHash: string): Promise<Claim>;
}

const KEY = /^[0-9A-Za-z_.:-]{1,255}$/;

/**
 * Same key and body: the first answer again. Same key, other body: refused. Still running: said so.
 * Only answers below 400 are kept; a refusal or a failure leaves the key free (docs/decisions/0002-idempotency.md).
 */
export function idempotentDoor(store: IdempotencyStore): Door {
  const door: Door = async (ctx, next) => {
    const key = keyOf(ctx);
    const citizenId = ctx.state.signedIn?.citizenId;
    if (!citizenId) throw new AppError('unauthenticated');
    const route = `${ctx.method} ${(ctx as { _matchedRoute?: string })._matchedRoute ?? ctx.path}`;
    const keyHash = sha256(`${citizenId}\n${ctx.method} ${ctx.path}\n${key}`);
    ctx.state.idempotencyKey = keyHash;
    const claim = await store.claim(citizenId, route, keyHash, requestHash(ctx));
    if (claim.kind === 'ours') return runOnce(ctx, next, claim);
    if (claim.kind === 'other_body') throw new AppError('idempotency_key_reused');
    if (claim.kind === 'running') {
      throw new AppError('request_in_progress', { retryAfterSeconds: claim.retryAfterSeconds });
    }
    ctx.set('Idempotent-Replayed', 'true');
    ctx.status = claim.answer.status;
    ctx.body = claim.answer.body;
  };
  door[DOOR] = { idempotent: true };
  return door;
}

async function runOnce(ctx: DoorContext, next: () => Promise<void>, claim: Extract<Claim, { kind: 'ours' }>) {
  try {
    await next();
  } catch (error) {
    await claim.release();
    throw error;
  }
  await claim.done({ status: ctx.status, body: ctx.body });
}

function keyOf(ctx: DoorContext): string {
  const key = ctx.req.headers['idempotency-key'];
  if (key === undefined || key === '') throw new AppError('idempotency_key_required');
  if (typeof key === 'string' && KEY.test(key)) return key;
  throw new AppError('invalid_request', {
    details: { issues: [{ field: 'Idempotency-Key', problem: '1–255 of 0-9 A-Z a-z _ . : -' }] },
  });
}

function requestHash(ctx: DoorContext): string {
  const { body } = (ctx as unknown as Context).request as { body?: unknown };
  return sha256(canonicalJson(body ?? {}));
}

const sha256 = (text: string) => hash('sha256', text, 'base64url');
