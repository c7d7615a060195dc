import type { SignedIn } from '../http/context.ts';
import type { Handlers } from '../outbox/outbox.ts';
import { createAttempts } from './attempts.ts';
import { createClose } from './close.ts';
import { ask } from './conclude.ts';
import type { PaymentsDeps } from './deps.ts';
import { paymentJobs } from './jobs.ts';
import { createNotices, type Received } from './notices.ts';
import { createPay, type StartedPayment } from './pay.ts';
import * as repository from './repository.ts';
import type { SignedMessage } from './wechat-pay/verification.ts';

export interface Payments {
  /** What the phone pays with. @throws AppError not_found, state_conflict, payment_unavailable */
  start(who: SignedIn, orderId: string): Promise<StartedPayment>;
  /** The resident gives the order up. It may turn out to be paid, or stay `closing` for a while: read it afterwards. */
  cancel(orderId: string): Promise<void>;
  /** Asks WeChat about an unpaid order, briefly; a payment found is applied. */
  askWeChat(orderId: string): Promise<void>;
  /** The number WeChat knows the order's payment by. */
  outTradeNoOf(orderId: string): Promise<string | null>;
  receiveNotice(mchid: string, message: SignedMessage): Promise<Received>;
  /** `payment.check`, `order.expire`. */
  jobs: Handlers;
}

/** Reading an order must stay quick. */
const ASK_DEADLINE_MS = 1_500;

export function createPayments(deps: PaymentsDeps): Payments {
  const attempts = createAttempts(deps);
  const { start } = createPay(deps, attempts);
  const { close } = createClose(deps, attempts);
  const { receive } = createNotices(deps);
  const asking = new Map<string, Promise<void>>();

  async function askOnce(orderId: string): Promise<void> {
    const attempt = await repository.findActiveAttempt(deps.database.db, orderId);
    if (attempt) await ask(deps, attempt, ASK_DEADLINE_MS);
  }

  return {
    start,
    cancel: async (orderId) => {
      await close(orderId, 'cancelled');
    },
    askWeChat: (orderId) => {
      // Two phones of a family looking at one order ask one question.
      const running = asking.get(orderId) ?? askOnce(orderId).finally(() => asking.delete(orderId));
      asking.set(orderId, running);
      return running;
    },
    outTradeNoOf: async (orderId) =>
      (await repository.findLastAttempt(deps.database.db, orderId))?.out_trade_no ?? null,
    receiveNotice: receive,
    jobs: paymentJobs(deps, close),
  };
}
