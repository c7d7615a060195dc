import { z } from 'zod';
import { alarm, applyPaid, mismatchOf } from './apply.ts';
import type { PaymentsDeps } from './deps.ts';
import * as repository from './repository.ts';
import type { NoticeState, PaymentAttemptRow } from './table.ts';
import { openResource, SealBroken, SealedResource } from './wechat-pay/sealed-resource.ts';
import { type SignedMessage, verifySigned } from './wechat-pay/verification.ts';
import { isPaid, type PaidTransaction, Transaction } from './wechat-pay/wire.ts';

const Envelope = z.object({
  id: z.string().regex(/^[\x21-\x7e]{1,64}$/),
  event_type: z.string().regex(/^[\x21-\x7e]{1,64}$/),
  resource: SealedResource,
});
type Envelope = z.infer<typeof Envelope>;

/** What the door answers. Everything but 200 makes WeChat send the notice again. */
export interface Received {
  status: 200 | 400 | 401 | 404 | 503;
  /** For the count: `applied`, `repeated`, `frozen`, `kept`, or why it was turned away. */
  outcome: string;
}

const turnedAway = (status: Received['status'], outcome: string): Received => ({ status, outcome });

const NOTICE = 'payment_notices.body';

/** Verify, open, read, match, store, and only then say 200. What is not stored is not acknowledged. */
export function createNotices(deps: PaymentsDeps) {
  const { database, clock, vault, ids, merchants } = deps;

  async function receive(mchid: string, message: SignedMessage): Promise<Received> {
    const merchant = merchants.get(mchid);
    if (!merchant) return turnedAway(404, 'unknown_merchant');
    const now = clock.now();
    const verdict = verifySigned(message, merchant.verifiers, now);
    if (!verdict.trusted) return turnedAway(401, verdict.reason);
    deps.counts.skew(verdict.timestampMs - now);
    const envelope = Envelope.safeParse(parseJson(message.body.toString('utf8')));
    if (!envelope.success) return turnedAway(400, 'unreadable');
    const plain = open(envelope.data.resource, merchant.apiV3Key);
    if (plain === null) return turnedAway(400, 'seal_broken');
    return settle({ mchid, envelope: envelope.data, plain });
  }

  interface Opened {
    mchid: string;
    envelope: Envelope;
    plain: string;
  }

  async function settle(opened: Opened): Promise<Received> {
    const keep = (state: NoticeState, reason: string | null, attempt: PaymentAttemptRow | null = null) =>
      keepOnly(opened, state, reason, attempt);
    // Refunds and kinds that are yet to be invented: kept, so that nothing WeChat told us is lost.
    if (opened.envelope.event_type !== 'TRANSACTION.SUCCESS') return keep('kept', 'event_type');
    const told = Transaction.safeParse(parseJson(opened.plain));
    if (!told.success) return keep('frozen', 'unreadable');
    if (!isPaid(told.data)) return keep('kept', 'not_paid');
    // A merchant's keys speak for that merchant alone.
    if (told.data.mchid !== opened.mchid) return keep('frozen', 'mchid');
    const attempt = await repository.findAttemptByNumber(database.db, told.data.out_trade_no);
    if (!attempt) return turnedAway(503, 'unknown_order');
    const mismatch = mismatchOf(attempt, told.data);
    return mismatch ? keep('frozen', mismatch, attempt) : apply(opened, attempt, told.data);
  }

  async function apply(opened: Opened, attempt: PaymentAttemptRow, told: PaidTransaction): Promise<Received> {
    const first = await database.transact(async (trx) => {
      const inserted = await repository.insertNotice(trx, rowOf(opened, 'applied', null, attempt.id));
      if (inserted) await applyPaid(deps, trx, attempt, told);
      return inserted;
    });
    return { status: 200, outcome: first ? 'applied' : 'repeated' };
  }

  async function keepOnly(
    opened: Opened,
    state: NoticeState,
    reason: string | null,
    attempt: PaymentAttemptRow | null,
  ): Promise<Received> {
    const row = rowOf(opened, state, reason, attempt?.id ?? null);
    const first = await database.transact((trx) => repository.insertNotice(trx, row));
    if (first && state === 'frozen') alarm(deps, attempt, reason ?? 'unknown');
    return { status: 200, outcome: first ? state : 'repeated' };
  }

  function rowOf(opened: Opened, state: NoticeState, reason: string | null, attemptId: string | null) {
    return {
      id: ids.next(),
      mchid: opened.mchid,
      notice_id: opened.envelope.id,
      event_type: opened.envelope.event_type,
      attempt_id: attemptId,
      state,
      reason,
      body_sealed: vault.seal(opened.plain, NOTICE),
      received_at: clock.now(),
    };
  }

  return { receive };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function open(resource: SealedResource, key: Buffer): string | null {
  try {
    return openResource(resource, key);
  } catch (error) {
    if (error instanceof SealBroken) return null;
    throw error;
  }
}
