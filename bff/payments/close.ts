import type { Attempts } from './attempts.ts';
import { conclude } from './conclude.ts';
import type { PaymentsDeps } from './deps.ts';
import * as repository from './repository.ts';
import { FIRST_CLOSE_MS } from './schedule.ts';

/** `ended`: closed, or found to be paid, or it was neither unpaid nor closing any more. `unknown`: it stays `closing`. */
export type CloseOutcome = 'ended' | 'unknown';

/**
 * Closes an unpaid order once nobody can pay it any more. A payment found on the way is applied instead. While WeChat gives
 * no clear answer the order stays `closing` and `order.expire` comes back to it.
 */
export function createClose(deps: PaymentsDeps, attempts: Attempts) {
  const { database, orders, outbox, clock } = deps;

  async function close(orderId: string, why: 'cancelled' | 'expired'): Promise<CloseOutcome> {
    if ((await begin(orderId, why)) === 'not_unpaid') return 'ended';
    const attempt = await repository.findActiveAttempt(database.db, orderId);
    const standing = attempt ? await conclude(deps, attempts, attempt) : 'closed';
    if (standing !== 'closed') return standing === 'paid' ? 'ended' : 'unknown';
    await database.transact(async (trx) => {
      const closed = await orders.markClosed(trx, orderId, why);
      if (closed === 'closed' && attempt) await repository.markAttemptClosed(trx, attempt.id);
    });
    return 'ended';
  }

  const begin = (orderId: string, why: 'cancelled' | 'expired') =>
    database.transact(async (trx) => {
      const begun = await orders.markClosing(trx, orderId);
      // The job of the order's own expiry may be half an hour away.
      if (begun === 'closing' && why === 'cancelled')
        await outbox.add(trx, {
          topic: 'order.expire',
          payload: { orderId, why },
          key: `order.close:${orderId}`,
          dueAt: clock.now() + FIRST_CLOSE_MS,
        });
      return begun;
    });

  return { close };
}
