import type { Outbox } from '../outbox/outbox.ts';
import type { Clock } from '../platform/clock.ts';
import type { Vault } from '../platform/crypto.ts';
import type { Database } from '../platform/db/index.ts';
import type { Ids } from '../platform/ids.ts';
import type { Log } from '../platform/logger.ts';
import type { PaymentMetrics } from './metrics.ts';
import type { OrdersForPayments } from './ports.ts';
import type { PayGateway } from './wechat-pay/gateway.ts';
import type { Merchants } from './wechat-pay/merchants.ts';

/** What the parts of this room share. */
export interface PaymentsDeps {
  database: Database;
  clock: Clock;
  ids: Ids;
  vault: Vault;
  log: Log;
  outbox: Outbox;
  orders: OrdersForPayments;
  gateway: PayGateway;
  merchants: Merchants;
  counts: PaymentMetrics;
  /** Opens the sealed openid of a citizen. */
  openidOf(citizenId: string): Promise<string>;
  /** Where WeChat reaches us, without a trailing slash. */
  publicUrl(): string;
  random?: () => number;
}
