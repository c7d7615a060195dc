import { randomBytes } from 'node:crypto';
import { migrate } from '../../migrations/index.ts';
import type { Intention } from '../../outbox/outbox.ts';
import { createVault } from '../../platform/crypto.ts';
import { openDatabase } from '../../platform/db/index.ts';
import { randomIds } from '../../platform/ids.ts';
import { createLog } from '../../platform/logger.ts';
import { createMetrics } from '../../platform/metrics.ts';
import type { PaymentsDeps } from '../deps.ts';
import { createPaymentMetrics } from '../metrics.ts';
import { createPayments } from '../service.ts';
import { createGateway } from '../wechat-pay/gateway.ts';
import { loadMerchants } from '../wechat-pay/merchants.ts';
import {
  appid,
  merchant,
  type Payee,
  publicKey,
  type Signer,
  sealResource,
  signedHeaders,
  startCounterpart,
  writeMerchants,
} from './counterpart.ts';
import { createFakeTable, fakeOrders } from './fake-orders.ts';
import { openPayBooks } from './pay-books.ts';

export const START = Date.parse('2026-11-22T09:30:00+08:00');
export const lin = { citizenId: 'C-lin', level: 'L2' as const, displayName: '林*' };

export type Room = Awaited<ReturnType<typeof openRoom>>;

/** What the room stands on: a clock of its own, WeChat Pay as an independent implementation, orders at their interface. */
async function openGround(databaseUrl: string) {
  const clock = { at: START, now: () => clock.at };
  const database = openDatabase(databaseUrl);
  await migrate(database.db);
  await createFakeTable(database.db);
  const wechatPay = await startCounterpart();
  wechatPay.now = clock.now;
  const books = openPayBooks(clock.now);
  wechatPay.answer = books.answer;
  return { clock, database, wechatPay, books, orders: fakeOrders(database.db, clock.now) };
}

export async function openRoom(databaseUrl: string) {
  const ground = await openGround(databaseUrl);
  const { clock, database, wechatPay, orders } = ground;
  const metrics = createMetrics();
  const counts = createPaymentMetrics(metrics);
  const merchants = loadMerchants(writeMerchants());
  const intentions: Intention[] = [];
  const keys = new Map([['1', randomBytes(32)]]);
  const { now } = clock;
  const deps: PaymentsDeps = {
    ...{ database, clock, merchants, counts },
    ids: randomIds(clock),
    vault: createVault({ current: '1', keys, index: randomBytes(32) }),
    log: createLog('silent'),
    outbox: { add: async (_, intention) => void intentions.push(intention) },
    orders: { ...orders },
    gateway: createGateway({ baseUrl: wechatPay.url, appid, merchants, now, observe: counts.call }),
    openidOf: async () => 'oLin',
    publicUrl: () => 'https://yijitong.example',
    random: () => 0.5,
  };
  return {
    ...{ ...ground, metrics, intentions, deps },
    payments: createPayments(deps),
    place: placing(ground),
    /** How far a counter of the room has come. */
    async counted(name: string, labels: Record<string, string>) {
      const { values } = (await metrics.getSingleMetric(name)?.get()) ?? { values: [] };
      return values
        .filter(({ labels: has }) => Object.entries(labels).every(([key, value]) => has[key] === value))
        .reduce((sum, { value }) => sum + value, 0);
    },
    async stop() {
      await deps.gateway.stop();
      await wechatPay.stop();
      await database.close();
    },
  };
}

function placing({ clock, orders }: Awaited<ReturnType<typeof openGround>>) {
  let placed = 0;
  return async (totalFen = 20_000, lifeMs = 30 * 60_000): Promise<string> => {
    placed += 1;
    const id = `O${placed}`;
    await orders.insert({
      id,
      citizen_id: lin.citizenId,
      state: 'unpaid',
      total_fen: totalFen,
      mchid: merchant.mchid,
      expires_at: clock.at + lifeMs,
    });
    return id;
  };
}

export interface Letter {
  mchid?: string;
  /** Fields of the transaction that differ from the books. */
  changes?: Record<string, unknown>;
  id?: string;
  eventType?: string;
  by?: Signer;
  payee?: Payee;
  plain?: unknown;
}

/** A notice about a number, as WeChat Pay would send it now. */
export function notice(room: Room, outTradeNo: string, letter: Letter = {}) {
  const { payee = merchant, id = `EV-${outTradeNo}`, eventType = 'TRANSACTION.SUCCESS' } = letter;
  const plain = letter.plain ?? { ...room.books.view(outTradeNo), ...letter.changes };
  const body = JSON.stringify({
    id,
    create_time: '2026-11-22T09:40:00+08:00',
    event_type: eventType,
    resource_type: 'encrypt-resource',
    summary: '支付成功',
    resource: sealResource(plain, payee.apiV3Key),
  });
  return {
    headers: signedHeaders(body, room.clock.at, letter.by ?? publicKey),
    body: Buffer.from(body),
  };
}
