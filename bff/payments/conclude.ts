import { applyQueried, isClosed } from './apply.ts';
import type { Attempts } from './attempts.ts';
import type { PaymentsDeps } from './deps.ts';
import type { PaymentAttemptRow } from './table.ts';
import { isPaid } from './wechat-pay/wire.ts';

/**
 * What an attempt has come to. `open`: WeChat says it is unpaid. `absent`: WeChat says it knows no such number, which
 * nobody signed. Only `paid` and `closed` are facts.
 */
export type Standing = 'paid' | 'closed' | 'open' | 'absent' | 'unknown';

/** A verified query; a payment found is applied at once, like a notice. */
export async function ask(
  deps: PaymentsDeps,
  attempt: PaymentAttemptRow,
  deadlineMs?: number,
): Promise<Standing> {
  const answer = await deps.gateway.query(attempt.mchid, attempt.out_trade_no, deadlineMs);
  if (answer.kind === 'refused') return answer.code === 'ORDERNOTEXIST' ? 'absent' : 'unknown';
  if (answer.kind === 'unknown') return 'unknown';
  // Frozen is nobody's fact yet: neither paid for us nor free to be closed.
  if (isPaid(answer.value))
    return (await applyQueried(deps, attempt, answer.value)) === 'paid' ? 'paid' : 'unknown';
  if (answer.value.out_trade_no !== attempt.out_trade_no || answer.value.mchid !== attempt.mchid)
    return 'unknown';
  return isClosed(answer.value) ? 'closed' : 'open';
}

/**
 * Query, close, query: afterwards nobody can pay this attempt any more, or it turns out to be paid, or we do not know
 * and must come back. What the close call itself answers decides nothing.
 */
export async function conclude(
  deps: PaymentsDeps,
  attempts: Attempts,
  attempt: PaymentAttemptRow,
): Promise<'paid' | 'closed' | 'unknown'> {
  const before = await ask(deps, attempt);
  if (before === 'paid' || before === 'closed' || before === 'unknown') return before;
  if (before === 'absent') {
    // Without a prepay_id in our books no phone has ever been handed the means to pay.
    if (attempt.prepay_id === null) return 'closed';
    // With one, "no such order" contradicts what was signed: make the number exist, so that it can be closed for good.
    await deps.gateway.prepay(attempt.mchid, attempts.requestOf(attempt));
  }
  await deps.gateway.close(attempt.mchid, attempt.out_trade_no);
  const after = await ask(deps, attempt);
  return after === 'paid' || after === 'closed' ? after : 'unknown';
}
