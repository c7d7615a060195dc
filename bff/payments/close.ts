import { AppError } from '../platform/app-error.ts';
import type { Attempts } from './attempts.ts';
import { conclude } from './conclude.ts';
import type { PaymentsDeps } from './deps.ts';
import * as repository from './repository.ts';

/** A payment was asked for between our look and the lock. */
class AttemptAppeared extends Error {}

export type CloseOutcome = 'closed' | 'paid' | 'unknown';

/**
 * Closes an unpaid order once nobody can pay it any more. `paid`: it was paid, and that has been applied. `unknown`: WeChat
 * gave no clear answer, so the order stays open.
 */
export function createClose(deps: PaymentsDeps, attempts: Attempts) {
  const { database, orders } = deps;

  async function close(orderId: string, why: 'cancelled' | 'expired'): Promise<CloseOutcome> {
    const attempt = await repository.findActiveAttempt(database.db, orderId);
    if (attempt) {
      const standing = await conclude(deps, attempts, attempt);
      if (standing !== 'closed') return standing;
    }
    try {
      return await closeWith(orderId, attempt?.id, why);
    } catch (error) {
      if (error instanceof AttemptAppeared) return 'unknown';
      throw error;
    }
  }

  /** Under the order's lock, which `attempts.current` needs too: no attempt can slip in beside. */
  const closeWith = (orderId: string, attemptId: string | undefined, why: 'cancelled' | 'expired') =>
    database.transact(async (trx): Promise<CloseOutcome> => {
      if ((await orders.markClosed(trx, orderId, why)) === 'not_unpaid') return 'paid';
      const active = await repository.findActiveAttempt(trx, orderId);
      if (active && active.id !== attemptId) throw new AttemptAppeared();
      if (active) await repository.markAttemptClosed(trx, active.id);
      return 'closed';
    });

  return { close };
}

export const notClosedYet = () =>
  new AppError('payment_unavailable', {
    message: '微信支付暂时没有回应，订单还没有关闭。请稍后再试，或等待订单到期自动关闭。',
    retryAfterSeconds: 5,
  });
