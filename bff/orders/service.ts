import type { Message } from '../contract/index.ts';
import type { Ledger } from '../ledger/service.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Clock } from '../platform/clock.ts';
import type { Vault } from '../platform/crypto.ts';
import type { Database, Trx } from '../platform/db/index.ts';
import type { Ids } from '../platform/ids.ts';
import type { Log } from '../platform/logger.ts';
import type { Metrics } from '../platform/metrics.ts';
import { watchAges } from './gauges.ts';
import type { BillsPort, Orders } from './orders.ts';
import { createMarks } from './payment.ts';
import { createPlacing } from './place.ts';
import { createReads } from './reads.ts';
import { createResume } from './resume.ts';
import type { OrderRow } from './table.ts';
import { createViews } from './views.ts';
import { createWriteBack } from './write-back.ts';

export type * from './orders.ts';
export { totals as orderTotals } from './repository.ts';

export interface OrdersRoomDeps {
  database: Database;
  bills: BillsPort;
  ledger: Ledger;
  outbox: Outbox;
  vault: Vault;
  clock: Clock;
  ids: Ids;
  log: Log;
  metrics: Metrics;
  /**
   * Asks WeChat what became of an order's payment and applies the answer, within a short time. Called when a resident looks
   * at an order whose outcome is unknown; what it throws is not shown to her.
   */
  askWeChat(orderId: string): Promise<unknown>;
  /** The number WeChat knows a payment of the order by, once one was started. */
  outTradeNoOf(orderId: string): Promise<string | null>;
  random?: () => number;
}

export interface OrdersDeps extends OrdersRoomDeps {
  /** Intends a message about the order. The messages room finds the words. */
  tell(trx: Trx, type: Message['type'], order: OrderRow): Promise<void>;
}

export function createOrders(room: OrdersRoomDeps): Orders {
  const deps: OrdersDeps = {
    ...room,
    tell: (trx, type, { id: orderId, citizen_id: citizenId }) =>
      room.outbox.add(trx, {
        topic: 'message.send',
        payload: { type, orderId, citizenId },
        key: `message.send:${type}:${orderId}`,
      }),
  };
  watchAges(deps.metrics, deps.database.db, deps.clock);
  const views = createViews(deps);
  const place = createPlacing(deps);
  return {
    ...views,
    ...createReads(deps),
    ...createMarks(deps),
    async place(who, billIds, requestKey, requestId) {
      return views.present(await place(who, billIds, requestKey, requestId));
    },
    handlers: { 'bill.write-back': createWriteBack(deps), 'order.resume': createResume(deps) },
  };
}
