import { expect } from 'vitest';
import type { Order } from '../../bff/contract/index.ts';
import type { Citizen } from './citizen.ts';
import { billAt, transactionsOf } from './city-state.ts';
import type { House } from './house.ts';
import { ledgerOf } from './ledger.ts';

/**
 * The four books say the same of a paid order: the resident's view, the bureau's own books, WeChat's own books and our
 * ledger; and she was told exactly once.
 */
export async function booksAgree(house: House, citizen: Citizen, order: Order): Promise<void> {
  const [seen, state, messages] = await Promise.all([
    citizen.order(order.id),
    house.city.state(),
    citizen.messages(),
  ]);
  expect(seen).toMatchObject({ status: 'done', paidFen: order.totalFen, refundedFen: 0 });
  for (const line of seen.lines) {
    expect(billAt(state, line.service, line.number)).toMatchObject({
      status: 'paid',
      timesSettled: 1,
      amountFen: line.amountFen,
    });
    expect(new Set(billAt(state, line.service, line.number).keys).size, 'settled under one key only').toBe(1);
  }
  const paid = transactionsOf(state, seen.outTradeNo).filter((each) => each.state === 'SUCCESS');
  expect(paid.map((each) => each.totalFen)).toEqual([order.totalFen]);
  const about = messages.filter((each) => each.ref.id === order.id && each.type === 'order_settled');
  expect(about).toHaveLength(1);
  expect(await ledgerOf(house, order.id)).toEqual({
    unbalanced: 0,
    settledFen: order.totalFen,
    inFlightFen: 0,
  });
}

/** Nobody paid anything and nothing is written back: the order is closed and its bills are free again. */
export async function nothingMoved(house: House, citizen: Citizen, order: Order): Promise<void> {
  const [seen, state] = await Promise.all([citizen.order(order.id), house.city.state()]);
  expect(seen).toMatchObject({ paidFen: 0, refundedFen: 0 });
  for (const line of seen.lines) expect(billAt(state, line.service, line.number).timesSettled).toBe(0);
  expect(transactionsOf(state, seen.outTradeNo).filter((each) => each.state === 'SUCCESS')).toEqual([]);
}
