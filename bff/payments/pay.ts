import type { SignedIn } from '../http/context.ts';
import { AppError } from '../platform/app-error.ts';
import type { Attempts } from './attempts.ts';
import { conclude } from './conclude.ts';
import type { PaymentsDeps } from './deps.ts';
import * as repository from './repository.ts';
import type { PaymentAttemptRow } from './table.ts';
import type { PhoneParams } from './wechat-pay/gateway.ts';
import type { Outcome } from './wechat-pay/outcome.ts';

export interface StartedPayment {
  orderId: string;
  prepayId: string;
  params: PhoneParams;
}

const PREPAY_LIFE_MS = 2 * 3_600_000;
/** A prepay_id about to die is renewed, so that it does not die under the payer's thumb. */
const RENEW_BEFORE_MS = 60_000;
/** A quick failure is worth a second try while the resident waits; a slow one is not. */
const QUICK_MS = 2_000;

/** After these the number cannot be used any more, whatever happened to it. */
const NUMBER_SPENT = new Set(['ORDERCLOSED', 'OUTTRADENOUSED', 'INVALIDREQUEST']);

type Prepared = { prepayId: string } | 'spent' | 'paid';

export function createPay(deps: PaymentsDeps, attempts: Attempts) {
  const { clock, gateway, orders, database } = deps;

  /** One order may need a second number: the first was closed at WeChat by somebody else. */
  async function start(who: SignedIn, orderId: string): Promise<StartedPayment> {
    const order = await orders.payable(who, orderId);
    for (let number = 1; number <= 2; number += 1) {
      const attempt = await attempts.current(who, order);
      const prepared = await prepare(attempt);
      if (prepared === 'paid') throw alreadyPaid();
      if (prepared === 'spent') continue;
      const params = gateway.signForPhone(attempt.mchid, prepared.prepayId, clock.now());
      return { orderId, prepayId: prepared.prepayId, params };
    }
    throw unavailable();
  }

  async function prepare(attempt: PaymentAttemptRow): Promise<Prepared> {
    const now = clock.now();
    if (attempt.prepay_id !== null && now - (attempt.prepay_at ?? 0) < PREPAY_LIFE_MS - RENEW_BEFORE_MS)
      return { prepayId: attempt.prepay_id };
    const answer = await prepay(attempt);
    if (answer.kind === 'unknown') throw unavailable(attempt);
    if (answer.kind === 'refused') return refused(attempt, answer.code);
    const { prepayId } = answer.value;
    // Given the same one again, its life still counts from when it was first given.
    const at = prepayId === attempt.prepay_id ? (attempt.prepay_at ?? now) : now;
    if (await repository.markPrepaid(database.db, attempt.id, prepayId, at)) return { prepayId };
    // A notice or a closing came in between.
    throw new AppError('state_conflict', { message: '订单状态刚刚有变化，请返回订单查看。' });
  }

  async function prepay(attempt: PaymentAttemptRow): Promise<Outcome<{ prepayId: string }>> {
    const began = performance.now();
    const request = attempts.requestOf(attempt);
    const answer = await gateway.prepay(attempt.mchid, request);
    const worthAnother = answer.kind === 'unknown' && answer.doubt !== 'rate_limited';
    if (!worthAnother || performance.now() - began > QUICK_MS) return answer;
    return gateway.prepay(attempt.mchid, request);
  }

  /** An error body is only advice: what it says is made sure of by query, close, query. */
  async function refused(attempt: PaymentAttemptRow, code: string): Promise<Prepared> {
    const facts = { attemptId: attempt.id, orderId: attempt.order_id, code };
    if (code !== 'ORDERPAID' && !NUMBER_SPENT.has(code)) {
      // A key, a clock, a permission: it will not mend itself.
      deps.log.error(facts, 'prepay refused, somebody must look');
      throw unavailable(attempt);
    }
    deps.log.warn(facts, 'prepay refused, asking what the number has come to');
    const standing = await conclude(deps, attempts, attempt);
    if (standing === 'paid') return 'paid';
    if (standing === 'unknown') throw unavailable(attempt);
    await repository.markAttemptClosed(database.db, attempt.id);
    return 'spent';
  }

  return { start };
}

const alreadyPaid = () =>
  new AppError('state_conflict', { message: '这笔订单已经付过款，无需再付，请返回订单查看结果。' });

/** Before the first prepay_id nobody can have paid; afterwards somebody may have, and is not told otherwise. */
const unavailable = (attempt: PaymentAttemptRow | null = null) =>
  new AppError('payment_unavailable', {
    message:
      attempt?.prepay_id === null
        ? '微信支付暂时没有回应，没有扣款。请稍后在订单里再次点击支付。'
        : '微信支付暂时没有回应。如果您已经付过款，请返回订单查看结果，不要重复支付；没有付款请稍后再试。',
    retryAfterSeconds: 5,
  });
