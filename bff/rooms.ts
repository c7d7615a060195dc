import { type Adapters, createAdapters } from '../adapters/index.ts';
import { type Bills, createBills } from './bills/service.ts';
import { type Catalog, createCatalog } from './catalog/service.ts';
import { readCity } from './cities/index.ts';
import { BadEnvironment } from './config/environment.ts';
import type { Config } from './config.ts';
import type { Foundation } from './foundation.ts';
import { createHome, type HomeRoom } from './home/service.ts';
import { createIdentity, type Identity } from './identity/service.ts';
import { createLedger } from './ledger/service.ts';
import { createMessageCounts, createMessages, type Messages } from './messages/service.ts';
import { createAdapterMetrics } from './ops/adapter-metrics.ts';
import { createOrders, type Orders } from './orders/service.ts';
import type { OutboxWorker } from './outbox/outbox.ts';
import { createOutbox } from './outbox/service.ts';
import { createPaymentMetrics, type PaymentMetrics } from './payments/metrics.ts';
import { createPayments, type Payments } from './payments/service.ts';
import { createGateway, type PayGateway } from './payments/wechat-pay/gateway.ts';
import { loadMerchants, type Merchants } from './payments/wechat-pay/merchants.ts';
import type { Log } from './platform/logger.ts';
import { createWechat, readAppSecret, readTemplates, type Wechat } from './platform/wechat/wechat.ts';
import { createPrivacy, type Privacy } from './privacy/service.ts';

/** Every room, connected. What an upper room does for a lower one is handed down here as a function. */
export interface Rooms {
  identity: Identity;
  catalog: Catalog;
  bills: Bills;
  home: HomeRoom;
  orders: Orders;
  payments: Payments;
  paymentCounts: PaymentMetrics;
  messages: Messages;
  privacy: Privacy;
  worker: OutboxWorker;
  /** Lets go of what goes outside; what is owed to the ledger is written first. */
  close(): Promise<void>;
}

/** @param publicUrl where WeChat reaches us; known once the server listens */
export function createRooms(config: Config, foundation: Foundation, publicUrl: () => string): Rooms {
  const { database, vault, clock, ids, kv, log, metrics, limits } = foundation;
  const city = readCity(config.city);
  const merchants = named('WECHAT_PAY_MERCHANTS_DIR', () => loadMerchants(config.wechat.merchantsDir));
  const wechat = connectWechat(config, foundation);
  const privacy = createPrivacy({ db: database.db, ids });
  const adapters = connectAdapters(config, foundation, privacy, city.off);
  const outbox = createOutbox({ ...foundation });

  const identity = createIdentity({
    ...{ database, vault, clock, ids, kv, log, limits, wechat },
    ...{ identity: adapters.identity, sms: adapters.sms, smsSignature: city.smsSignature },
    services: adapters.services.map(({ manifest }) => manifest),
    forget: adapters.forget,
  });
  const { openidOf } = identity;
  const bills = createBills({
    ...{ database, vault, log, services: adapters.services, subjects: identity.subjects },
    holds: (service, numbers) => orders.holds(service, numbers),
    payeeOf: payees(city.payees, merchants, log),
    forgetReadings: adapters.forget,
  });
  const ledger = createLedger({ database, outbox, vault, ids, metrics });
  const orders: Orders = createOrders({
    ...{ database, bills, ledger, outbox, vault, clock, ids, log, metrics },
    askWeChat: (orderId) => payments.askWeChat(orderId),
    outTradeNoOf: (orderId) => payments.outTradeNoOf(orderId),
  });
  const paymentCounts = createPaymentMetrics(metrics);
  const gateway = connectPay(config, foundation, merchants, paymentCounts);
  const payments: Payments = createPayments({
    ...{ database, clock, ids, vault, log, outbox, orders, gateway, merchants, openidOf, publicUrl },
    counts: paymentCounts,
  });
  const messages = createMessages({
    ...{ database, clock, ids, kv, vault, log, wechat, openidOf },
    templates: named('WECHAT_TEMPLATES_FILE', () => readTemplates(config.wechat.templatesFile)),
    counts: createMessageCounts(metrics),
    orderWords: orders.words,
  });
  const home = createHome({
    ...{ city, bills, clock, kv },
    openOrders: orders.openOrders,
    unread: messages.unread,
  });
  const worker = outbox.worker({
    ...orders.handlers,
    ...payments.jobs,
    ...messages.jobs,
    ...ledger.handlers,
  });
  return {
    ...{ identity, catalog: createCatalog(adapters.services), bills, home, orders, payments, paymentCounts },
    ...{ messages, privacy, worker },
    async close() {
      await privacy.flush();
      await Promise.all([adapters.close(), wechat.stop(), gateway.stop()]);
    },
  };
}

function connectAdapters(
  { bureaus }: Config,
  { clock, kv, metrics }: Foundation,
  { ledger }: Privacy,
  off: readonly string[],
): Adapters {
  const enabled = Object.keys(bureaus).filter((id) => !off.includes(id));
  const store = { get: kv.get, set: kv.set };
  try {
    const ports = { clock, store, ledger, metrics: createAdapterMetrics(metrics) };
    return createAdapters({ settings: bureaus, enabled }, ports);
  } catch (error) {
    // Adapters name their own variable.
    const [, name = 'BUREAU', problem = String(error)] = /^(BUREAU_\w+) (.*)$/.exec(wordsOf(error)) ?? [];
    throw new BadEnvironment(name, problem);
  }
}

function connectWechat({ wechat }: Config, { kv, clock, log }: Foundation): Wechat {
  const secret = named('WECHAT_SECRET_FILE', () => readAppSecret(wechat.secretFile));
  return createWechat({ baseUrl: wechat.baseUrl, appid: wechat.appid, secret, kv, clock, log });
}

function connectPay(
  { wechat }: Config,
  { clock }: Foundation,
  merchants: Merchants,
  counts: PaymentMetrics,
): PayGateway {
  const { payBaseUrl: baseUrl, appid } = wechat;
  return createGateway({ baseUrl, appid, merchants, now: clock.now, observe: counts.call });
}

/** A service's payee as the city says, else the first merchant; null when the one it names has no keys here. */
function payees(
  ofCity: Readonly<Record<string, string>>,
  merchants: Merchants,
  log: Log,
): (service: string) => string | null {
  const [first = ''] = merchants.keys();
  for (const [service, mchid] of Object.entries(ofCity)) {
    if (!merchants.has(mchid)) log.warn({ service, mchid }, 'payee has no merchant folder: not payable here');
  }
  return (service) => {
    const mchid = ofCity[service] ?? first;
    return merchants.has(mchid) ? mchid : null;
  };
}

/** What a variable's file or folder is refused for is said with the variable's name. */
function named<T>(variable: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new BadEnvironment(variable, `is not usable: ${wordsOf(error)}`);
  }
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
