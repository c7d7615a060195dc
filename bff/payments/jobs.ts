import type { Handled, Handlers } from '../outbox/outbox.ts';
import type { CloseOutcome } from './close.ts';
import { ask } from './conclude.ts';
import type { PaymentsDeps } from './deps.ts';
import * as repository from './repository.ts';
import { nextCheckAt, nextCloseAt } from './schedule.ts';

type Close = (orderId: string, why: 'cancelled' | 'expired') => Promise<CloseOutcome>;

/**
 * `payment.check { attemptId }` asks WeChat about an attempt until it is paid or its order's time is over: notices may be
 * lost. `order.expire { orderId, why? }` then closes the order, and comes back for as long as anything is unknown.
 */
export function paymentJobs(deps: PaymentsDeps, close: Close): Handlers {
  const { clock, database, orders, random = Math.random } = deps;

  async function check(payload: Record<string, unknown>): Promise<Handled> {
    const attempt = await repository.findAttempt(database.db, String(payload.attemptId));
    if (!attempt || attempt.active_key === null || clock.now() >= attempt.expires_at) return 'done';
    const standing = await ask(deps, attempt);
    if (standing === 'paid' || standing === 'closed') return 'done';
    return { retryAt: nextCheckAt(attempt.created_at, clock.now(), random) };
  }

  async function expire(payload: Record<string, unknown>, tries: number): Promise<Handled> {
    const orderId = String(payload.orderId);
    const order = await orders.find(orderId);
    if (order?.state !== 'unpaid' && order?.state !== 'closing') return 'done';
    if (order.state === 'unpaid' && clock.now() < order.expiresAt) return { retryAt: order.expiresAt };
    const outcome = await close(orderId, payload.why === 'cancelled' ? 'cancelled' : 'expired');
    if (outcome === 'ended') return 'done';
    deps.log.warn({ orderId, tries }, 'order cannot be closed yet');
    return { retryAt: nextCloseAt(tries, clock.now(), random) };
  }

  return { 'payment.check': check, 'order.expire': expire };
}
