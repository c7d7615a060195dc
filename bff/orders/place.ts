import { createHash } from 'node:crypto';
import type { SignedIn } from '../http/context.ts';
import { AppError } from '../platform/app-error.ts';
import type { Trx } from '../platform/db/index.ts';
import * as lines from './lines.ts';
import type { PricedBill } from './orders.ts';
import { checkPayable, expiryOf } from './payability.ts';
import * as repository from './repository.ts';
import type { OrdersDeps } from './service.ts';
import { billKey, sealSnapshot } from './snapshot.ts';
import { FIRST } from './states.ts';
import type { OrderLineRow, OrderRow } from './table.ts';

/** Says in which transaction-ending way a placing failed. */
class Taken extends Error {
  readonly by: 'request' | 'hold';
  constructor(by: 'request' | 'hold') {
    super(`taken by another ${by}`);
    this.name = 'Taken';
    this.by = by;
  }
}

/** Places an order and answers its id. See `Orders.place` for what it throws. */
export function createPlacing(deps: OrdersDeps) {
  const { database, bills, clock } = deps;

  async function repeated(requestKey: string, billIds: string[]): Promise<string | null> {
    const order = await repository.findByRequest(database.db, requestKey);
    if (!order) return null;
    const placed = (await repository.linesOf(database.db, [order.id])).map((line) => line.bill_id);
    if (!sameSet(placed, billIds)) throw new AppError('idempotency_key_reused');
    return order.id;
  }

  /** Throws when a bill is held, telling her own order and hiding others'. */
  async function refuseHeld(who: SignedIn, priced: readonly PricedBill[]): Promise<void> {
    const byKey = new Map(priced.map((bill) => [billKey(deps.vault, bill.service, bill.number), bill]));
    const [held] = await lines.holders(database.db, [...byKey.keys()]);
    if (!held) return;
    const billId = byKey.get(held.bill_key)?.billId;
    const details = held.citizen_id === who.citizenId ? { billId, orderId: held.order_id } : { billId };
    if (held.state === 'settled') throw new AppError('bill_already_paid', { details });
    throw new AppError('bill_in_payment', { details });
  }

  return async (who: SignedIn, wanted: string[], key: string, requestId: string): Promise<string> => {
    const billIds = [...new Set(wanted)];
    const requestKey = createHash('sha256').update(`${who.citizenId}\0${key}`).digest('base64url');
    const before = await repeated(requestKey, billIds);
    if (before) return before;
    const priced = await bills.price(who, billIds, requestId);
    checkPayable(priced);
    await refuseHeld(who, priced);
    const order = orderOf(deps, who, requestKey, priced, expiryOf(priced, clock.now()));
    try {
      await database.transact((trx) => write(deps, trx, order, linesOf(deps, order, priced)));
      return order.id;
    } catch (error) {
      if (!(error instanceof Taken)) throw error;
      const same = await repeated(requestKey, billIds);
      if (same) return same;
      await refuseHeld(who, priced);
      // The holder let go in the meantime: nothing was written, she may simply try again.
      throw new AppError('bill_in_payment', { cause: error });
    }
  };
}

/** The order is committed before WeChat hears of it, and its end is intended with it. */
async function write(deps: OrdersDeps, trx: Trx, order: OrderRow, rows: OrderLineRow[]): Promise<void> {
  if (!(await repository.insert(trx, order))) throw new Taken('request');
  for (const row of rows) if (!(await lines.insertLine(trx, row))) throw new Taken('hold');
  const facts = JSON.stringify({ totalFen: order.total_fen });
  await repository.insertEvent(trx, {
    order_id: order.id,
    seq: 0,
    event: 'OrderPlaced',
    at: order.created_at,
    facts,
  });
  await deps.outbox.add(trx, {
    topic: 'order.expire',
    payload: { orderId: order.id },
    key: `order.expire:${order.id}`,
    dueAt: order.expires_at,
  });
}

function orderOf(
  { ids, clock }: OrdersDeps,
  who: SignedIn,
  requestKey: string,
  priced: readonly PricedBill[],
  expiresAt: number,
): OrderRow {
  const now = clock.now();
  const [first] = priced;
  if (!first) throw new AppError('not_found');
  return {
    id: ids.next(),
    citizen_id: who.citizenId,
    request_key: requestKey,
    state: FIRST,
    state_since: now,
    total_fen: priced.reduce((total, bill) => total + bill.amountFen, 0),
    surplus_fen: 0,
    mchid: first.payee.mchid,
    created_at: now,
    expires_at: expiresAt,
    paid_at: null,
    out_trade_no: null,
    transaction_id: null,
    event_count: 1,
  };
}

/** Written in one order for everybody: two orders for the same bills then wait for each other instead of deadlocking. */
function linesOf({ ids, vault }: OrdersDeps, order: OrderRow, priced: readonly PricedBill[]): OrderLineRow[] {
  const rows = priced.map((bill, position): OrderLineRow => {
    const key = billKey(vault, bill.service, bill.number);
    return {
      id: ids.next(),
      order_id: order.id,
      citizen_id: order.citizen_id,
      position,
      bill_id: bill.billId,
      service: bill.service,
      hold_key: key,
      bill_key: key,
      snapshot_sealed: sealSnapshot(vault, bill),
      payee_name: bill.payee.name,
      amount_fen: bill.amountFen,
      state: 'waiting',
      in_doubt: 0,
      voucher: null,
      settled_at: null,
      bureau_code: null,
    };
  });
  return rows.sort((a, b) => (a.bill_key < b.bill_key ? -1 : 1));
}

const sameSet = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === others.length && some.every((one) => others.includes(one));
