import type { z } from 'zod';
import type { Bills, PricedBill } from '../bills/service.ts';
import type { Order, OrderQuery, Receipt } from '../contract/index.ts';
import type { SignedIn } from '../http/context.ts';
import type { Handlers } from '../outbox/outbox.ts';
import type { Trx } from '../platform/db/index.ts';
import type { OrderState } from './states.ts';

export type { PricedBill };

/** What orders needs of the bills room. */
export type BillsPort = Pick<Bills, 'price' | 'settle' | 'outcome' | 'forget'>;

/** A payment that WeChat has proven and that was matched with the order's mchid and amount. */
export interface ProvenPayment {
  attemptId: string;
  outTradeNo: string;
  transactionId: string;
  mchid: string;
  amountFen: number;
  paidAt: number;
}

export interface Payable {
  id: string;
  citizenId: string;
  totalFen: number;
  /** For WeChat's payment sheet: names the payee, never a person or an offence. */
  description: string;
  mchid: string;
  expiresAt: number;
}

export interface FoundOrder {
  id: string;
  citizenId: string;
  state: OrderState;
  totalFen: number;
  mchid: string;
  expiresAt: number;
}

/** Who holds a bill. `paid`: the money has reached its bureau. */
export interface Hold {
  orderId: string;
  citizenId: string;
  state: 'in_payment' | 'paid';
}

export interface OpenOrder {
  id: string;
  title: string;
  amountFen: number;
  /** Null while unpaid. */
  resolveBy: number | null;
  expiresAt: number;
  paid: boolean;
}

/** The words a message about an order is made of. */
export interface OrderWords {
  citizenId: string;
  title: string;
  payeeName: string;
  amountFen: number;
  status: Order['status'];
  resolveBy: number | null;
  /** When the order came to be as it is. */
  at: number;
}

export interface Orders {
  /**
   * Re-reads the price at the bureau, holds the bills and opens an order. The same request key answers the same order.
   * Throws `bill_not_payable`, `bill_already_paid`, `bill_in_payment`, `state_conflict`, `not_found`, `bureau_unavailable`.
   */
  place(who: SignedIn, billIds: string[], requestKey: string, requestId: string): Promise<Order>;
  /** Throws `not_found`, also for what is not hers. */
  view(who: SignedIn, orderId: string): Promise<Order>;
  list(
    who: SignedIn,
    query: z.output<typeof OrderQuery>,
  ): Promise<{ items: Order[]; nextCursor: string | null }>;
  /** Throws `state_conflict` until every bill is settled. */
  receipt(who: SignedIn, orderId: string): Promise<Receipt>;
  /** What a payment is started with. Throws `not_found`, `state_conflict` (not unpaid, or expired). */
  payable(who: SignedIn, orderId: string): Promise<Payable>;
  /** Any order by id, for jobs. */
  find(orderId: string): Promise<FoundOrder | null>;
  /** The words of any order, for messages. */
  words(orderId: string): Promise<OrderWords | null>;
  /**
   * Applies a proven payment inside the caller's transaction: state, event, ledger entry and intentions together.
   * Safe to repeat. A second payment of the same order goes to suspense and is answered `already`.
   */
  markPaid(trx: Trx, orderId: string, payment: ProvenPayment): Promise<'paid' | 'late_paid' | 'already'>;
  /**
   * No new payment may be started from now on, while WeChat is asked and told to close. Call it before asking; the order
   * then ends by `markClosed` or `markPaid`.
   */
  markClosing(trx: Trx, orderId: string): Promise<'closing' | 'not_unpaid'>;
  /** Closes an order that is certainly unpaid (from `unpaid` or `closing`) and frees its bills. */
  markClosed(trx: Trx, orderId: string, why: 'cancelled' | 'expired'): Promise<'closed' | 'not_unpaid'>;
  /** For the bills room: which of these bills are held, by bill number. One query. */
  holds(service: string, numbers: readonly string[]): Promise<Map<string, Hold>>;
  /** For the home page: what of hers is not finished. One query. */
  openOrders(citizenId: string): Promise<OpenOrder[]>;
  /** Outbox handlers of this room: `bill.write-back`, `order.resume`. */
  handlers: Handlers;
}
