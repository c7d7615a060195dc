import { randomBytes } from 'node:crypto';
import type { SignedIn } from '../http/context.ts';
import type { Payable } from '../orders/service.ts';
import { AppError } from '../platform/app-error.ts';
import { rfc3339 } from '../platform/time.ts';
import type { PaymentsDeps } from './deps.ts';
import { newOutTradeNo } from './out-trade-no.ts';
import * as repository from './repository.ts';
import { FIRST_CHECK_MS } from './schedule.ts';
import type { PaymentAttemptRow } from './table.ts';
import type { PrepayRequest } from './wechat-pay/gateway.ts';

const REQUEST = 'payment_attempts.request';

/** WeChat allows 127; whether bytes or characters is told both ways, so 42 characters of three bytes each. */
const DESCRIPTION_CHARS = 42;

export interface Attempts {
  /**
   * The attempt by which this order is paid: the one that stands, or a new one, committed before WeChat hears of it.
   * @throws AppError state_conflict when the order is being closed
   */
  current(who: SignedIn, order: Payable): Promise<PaymentAttemptRow>;
  /** The request to send: identical each time. */
  requestOf(attempt: PaymentAttemptRow): PrepayRequest;
}

export function createAttempts(deps: PaymentsDeps): Attempts {
  const { database, vault, orders } = deps;

  async function open(who: SignedIn, order: Payable): Promise<PaymentAttemptRow> {
    const fresh = newAttempt(deps, order, await deps.openidOf(order.citizenId));
    if (!(await commit(deps, fresh))) return standing(order);
    // Closing marks the order first and looks for attempts then; we write the attempt first and look at the order now.
    // So whatever happens at once, one of the two sees the other.
    await orders.payable(who, order.id).catch(async (error) => {
      await repository.markAttemptClosed(database.db, fresh.id);
      throw error;
    });
    return fresh;
  }

  /** Another phone of hers was quicker. */
  async function standing(order: Payable): Promise<PaymentAttemptRow> {
    const attempt = await repository.findActiveAttempt(database.db, order.id);
    if (!attempt) throw new AppError('state_conflict');
    return attempt;
  }

  return {
    current: async (who, order) =>
      (await repository.findActiveAttempt(database.db, order.id)) ?? (await open(who, order)),
    requestOf: (attempt) => JSON.parse(vault.open(attempt.request_sealed, REQUEST)),
  };
}

function commit(deps: PaymentsDeps, attempt: PaymentAttemptRow): Promise<boolean> {
  return deps.database.transact(async (trx) => {
    if (!(await repository.insertAttempt(trx, attempt))) return false;
    await deps.outbox.add(trx, {
      topic: 'payment.check',
      payload: { attemptId: attempt.id },
      key: `payment.check:${attempt.id}`,
      dueAt: attempt.created_at + FIRST_CHECK_MS,
    });
    return true;
  });
}

function newAttempt(deps: PaymentsDeps, order: Payable, openid: string): PaymentAttemptRow {
  const now = deps.clock.now();
  const outTradeNo = newOutTradeNo(now, randomBytes(18));
  const request: PrepayRequest = {
    description: plainDescription(order.description),
    out_trade_no: outTradeNo,
    time_expire: rfc3339(order.expiresAt),
    notify_url: `${deps.publicUrl()}/v1/payments/wechat/notify/${order.mchid}`,
    amount: { total: order.totalFen, currency: 'CNY' },
    payer: { openid },
  };
  return {
    id: deps.ids.next(),
    order_id: order.id,
    active_key: order.id,
    mchid: order.mchid,
    appid: deps.gateway.appid,
    out_trade_no: outTradeNo,
    amount_fen: order.totalFen,
    request_sealed: deps.vault.seal(JSON.stringify(request), REQUEST),
    prepay_id: null,
    prepay_at: null,
    state: 'created',
    transaction_id: null,
    paid_at: null,
    expires_at: order.expiresAt,
    created_at: now,
  };
}

/** WeChat's bill files are comma-separated without quoting: no commas, no control characters. */
export function plainDescription(text: string): string {
  const plain = text.replace(/[,，]/g, '、').replace(/[\p{C}`]/gu, '');
  return [...plain].slice(0, DESCRIPTION_CHARS).join('') || '政务缴费';
}
