import { backOff } from '../outbox/back-off.ts';
import type { Handler } from '../outbox/outbox.ts';
import type { Trx } from '../platform/db/index.ts';
import { askBureau, type BureauAnswer } from './ask-bureau.ts';
import { findLine, updateLine } from './lines.ts';
import { move } from './move.ts';
import * as repository from './repository.ts';
import type { OrdersDeps } from './service.ts';
import { openSnapshot } from './snapshot.ts';
import type { OrderLineRow, OrderRow } from './table.ts';
import { noteRefused, noteSettled, noteSilent } from './write-back-outcome.ts';

const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 15 * 60_000;

/** One job per line, so that one bureau's trouble does not hold up another's. */
export async function intendWriteBack({ outbox }: OrdersDeps, trx: Trx, order: OrderRow): Promise<void> {
  for (const line of await repository.linesOf(trx, [order.id])) {
    await outbox.add(trx, {
      topic: 'bill.write-back',
      payload: { lineId: line.id },
      key: `bill.write-back:${line.id}`,
    });
  }
}

/**
 * Outbox handler of `bill.write-back`: tells a bureau that a bill is paid until it knows. `settled` and `refused` end it;
 * silence is asked again, with growing pauses, for as long as it lasts.
 */
export function createWriteBack(deps: OrdersDeps): Handler {
  return async (payload, attempt) => {
    const begun = await begin(deps, String(payload.lineId));
    if (!begun) return 'done';
    const answer = await askBureau(deps.bills, begun);
    await conclude(deps, begun.line, answer);
    if (answer.kind === 'silent') return { retryAt: deps.clock.now() + pause(deps, attempt, answer) };
    deps.bills.forget(begun.line.service, begun.settlement.number);
    return 'done';
  };
}

function pause({ random }: OrdersDeps, attempt: number, { retryAfterMs = 0 }: { retryAfterMs?: number }) {
  return Math.max(retryAfterMs, backOff(attempt, FIRST_RETRY_MS, LONGEST_RETRY_MS, random ?? Math.random));
}

/** Writes down that the bureau is about to be told, before it is: a process that ends in between leaves a doubt, not a gap. */
function begin({ database, vault, clock }: OrdersDeps, lineId: string) {
  return database.transact(async (trx) => {
    const line = await lockLine(trx, lineId);
    if (!line || (line.row.state !== 'waiting' && line.row.state !== 'writing_back')) return null;
    const { row, order } = line;
    if (order.paid_at === null || order.transaction_id === null)
      throw new Error('write-back of an unpaid order');
    if (order.state === 'paid') await move(trx, order, 'writing_back', { at: clock.now() });
    await updateLine(trx, lineId, { state: 'writing_back', in_doubt: 1 });
    const { number } = openSnapshot(vault, row.snapshot_sealed);
    const settlement = {
      key: lineId,
      number,
      amountFen: row.amount_fen,
      paidAt: order.paid_at,
      transactionId: order.transaction_id,
    };
    return { line: row, settlement, inDoubt: row.in_doubt === 1 };
  });
}

function conclude(deps: OrdersDeps, { id }: OrderLineRow, answer: BureauAnswer): Promise<void> {
  return deps.database.transact(async (trx) => {
    const line = await lockLine(trx, id);
    if (line?.row.state !== 'writing_back') return;
    if (answer.kind === 'settled') await noteSettled(deps, trx, line.order, line.row, answer.receipt);
    else if (answer.kind === 'refused') await noteRefused(deps, trx, line.order, line.row, answer.bureauCode);
    else await noteSilent(deps, trx, line.order, line.row, answer.told);
  });
}

/** The order's lock covers its lines. */
async function lockLine(trx: Trx, lineId: string): Promise<{ row: OrderLineRow; order: OrderRow } | null> {
  const found = await findLine(trx, lineId);
  if (!found) return null;
  const order = await repository.lock(trx, found.order_id);
  const row = await findLine(trx, lineId);
  return row && { row, order };
}
