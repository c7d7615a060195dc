import type { Order } from '../contract/index.ts';
import { AppError } from '../platform/app-error.ts';
import type { Orders } from './orders.ts';
import { type OrderFacts, presentOrder, presentReceipt } from './present.ts';
import * as repository from './repository.ts';
import type { OrdersDeps } from './service.ts';
import { orderStates, outerWord } from './states.ts';
import type { OrderRow } from './table.ts';

const CURSOR = /^[0-9A-Z]{26}$/;

export type Views = Pick<Orders, 'view' | 'list' | 'receipt'> & {
  /** Any order, as its resident sees it. */
  present(orderId: string): Promise<Order>;
};

/** What residents see of their orders. */
export function createViews(deps: OrdersDeps): Views {
  const { vault, clock, log, askWeChat, outTradeNoOf } = deps;
  const { db } = deps.database;
  const show = (facts: OrderFacts) => presentOrder(facts, vault, clock.now());

  async function factsOf(orders: readonly OrderRow[]): Promise<OrderFacts[]> {
    const ids = orders.map((order) => order.id);
    const lines = Map.groupBy(await repository.linesOf(db, ids), (line) => line.order_id);
    const events = Map.groupBy(await repository.eventsOf(db, ids), (event) => event.order_id);
    return orders.map((order) => ({
      order,
      lines: lines.get(order.id) ?? [],
      events: events.get(order.id) ?? [],
    }));
  }

  async function own(citizenId: string, orderId: string): Promise<OrderRow> {
    const order = await repository.findOwn(db, citizenId, orderId);
    if (!order) throw new AppError('not_found');
    return order;
  }

  async function facts(order: OrderRow): Promise<OrderFacts> {
    const [found] = await factsOf([order]);
    if (!found) throw new AppError('not_found');
    return found;
  }

  return {
    async present(orderId) {
      const order = await repository.find(db, orderId);
      if (!order) throw new AppError('not_found');
      return show(await facts(order));
    },
    async view({ citizenId }, orderId) {
      const order = await own(citizenId, orderId);
      if (order.state !== 'unpaid' && order.state !== 'closing') return show(await facts(order));
      await askWeChat(orderId).catch((err) => log.warn({ orderId, err }, 'wechat could not be asked'));
      const shown = show(await facts(await own(citizenId, orderId)));
      const outTradeNo = shown.outTradeNo ?? (await outTradeNoOf(orderId));
      return { ...shown, ...(outTradeNo && { outTradeNo }) };
    },
    async list({ citizenId }, { cursor, limit, status }) {
      if (cursor !== undefined && !CURSOR.test(cursor)) throw badCursor();
      const states = status && orderStates.filter((state) => outerWord[state] === status);
      if (states?.length === 0) return { items: [], nextCursor: null };
      const slice = {
        citizenId,
        limit: limit + 1,
        ...(states && { states }),
        ...(cursor && { before: cursor }),
      };
      const rows = await repository.list(db, slice);
      const page = rows.slice(0, limit);
      const nextCursor = rows.length > limit ? (page.at(-1)?.id ?? null) : null;
      return { items: (await factsOf(page)).map(show), nextCursor };
    },
    async receipt({ citizenId }, orderId) {
      const receipt = presentReceipt(await facts(await own(citizenId, orderId)), vault);
      if (!receipt) throw new AppError('state_conflict', { message: '入账完成后才有凭证，请稍后再看。' });
      return receipt;
    },
  };
}

const badCursor = () =>
  new AppError('invalid_request', {
    details: { issues: [{ field: 'query.cursor', problem: 'invalid_format' }] },
  });
