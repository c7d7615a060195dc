import { randomBytes } from 'node:crypto';
import { openTestDatabase } from '../../../test/harness/test-database.ts';
import type { SignedIn } from '../../http/context.ts';
import { createLedger, type Ledger } from '../../ledger/service.ts';
import type { Handlers, OutboxWorker } from '../../outbox/outbox.ts';
import { createOutbox } from '../../outbox/service.ts';
import { systemClock } from '../../platform/clock.ts';
import { createVault } from '../../platform/crypto.ts';
import type { Database } from '../../platform/db/index.ts';
import { randomIds } from '../../platform/ids.ts';
import { createLog } from '../../platform/logger.ts';
import { createMetrics, type Metrics } from '../../platform/metrics.ts';
import type { Orders } from '../orders.ts';
import { createOrders } from '../service.ts';
import { type Bureau, openBureau } from './bureau.ts';

/** 10:00 in the city, away from any midnight. */
export const TEN = Date.parse('2026-11-23T10:00:00+08:00');
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

/** The money rooms on a real database, with a bureau and a clock that the test holds. */
export interface Money {
  database: Database;
  clock: { now(): number; advance(ms: number): void };
  bureau: Bureau;
  orders: Orders;
  ledger: Ledger;
  metrics: Metrics;
  /** Does what is due now, to the end. */
  drain(): Promise<number>;
  /** A worker of its own, with other handlers on top. */
  worker(handlers?: Handlers): OutboxWorker;
  /** `message.send` intentions that were handed out: type by order. */
  messages: { type: string; orderId: string }[];
  /** What askWeChat does when a resident looks at an order, and the orders for which a payment was started. */
  wechat: { answer(orderId: string): Promise<void>; started: Set<string> };
  pays(
    orderId: string,
    payment?: Partial<{ transactionId: string; amountFen: number; mchid: string }>,
  ): Promise<string>;
  close(): Promise<void>;
}

export const citizen = (id: string): SignedIn => ({ citizenId: id, level: 'L2', displayName: '林*' });

export async function openMoney(): Promise<Money> {
  const database = await openTestDatabase();
  let now = TEN;
  const clock = {
    now: () => now,
    advance(ms: number) {
      now += ms;
    },
  };
  const bureau = openBureau(clock.now);
  const ids = randomIds(systemClock);
  const key = () => randomBytes(32);
  const vault = createVault({ current: '1', keys: new Map([['1', key()]]), index: key() });
  const log = createLog('silent');
  const metrics = createMetrics();
  const messages: Money['messages'] = [];
  const wechat: Money['wechat'] = { answer: async () => {}, started: new Set() };
  const outbox = createOutbox({ database, clock, machineClock: systemClock, ids, log, metrics });
  const ledger = createLedger({ database, outbox, vault, ids, metrics });
  const askWeChat = (orderId: string) => wechat.answer(orderId);
  const deps = { database, bills: bureau, ledger, outbox, vault, clock, ids, log, metrics, askWeChat };
  const outTradeNoOf = async (orderId: string) => (wechat.started.has(orderId) ? `T${orderId}` : null);
  const orders = createOrders({ ...deps, outTradeNoOf, random: () => 0.5 });
  const handlers: Handlers = {
    ...orders.handlers,
    ...ledger.handlers,
    'message.send': async ({ type, orderId }) => {
      messages.push({ type: String(type), orderId: String(orderId) });
      return 'done';
    },
  };
  const worker = outbox.worker(handlers);
  return {
    database,
    clock,
    bureau,
    orders,
    ledger,
    metrics,
    messages,
    wechat,
    drain: () => worker.drainOnce(),
    worker: (more = {}) => outbox.worker({ ...handlers, ...more }),
    async pays(orderId, payment = {}) {
      const order = await orders.find(orderId);
      if (!order) throw new Error('no such order');
      const proven = {
        attemptId: `attempt-${orderId}`,
        outTradeNo: `T${orderId}`,
        transactionId: `4200${orderId}`,
        mchid: order.mchid,
        amountFen: order.totalFen,
        paidAt: clock.now(),
        ...payment,
      };
      return database.transact((trx) => orders.markPaid(trx, orderId, proven));
    },
    close: () => database.close(),
  };
}

let counted = 0;

/** A number that no other test of this run uses. */
export function freshNumber(): string {
  counted += 1;
  return `430522${String(counted).padStart(9, '0')}`;
}
