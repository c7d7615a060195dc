import type { Orders } from '../orders/service.ts';

/** What the orders room does for payments. Locks are taken in one order everywhere: the order, then its attempt. */
export type OrdersForPayments = Pick<Orders, 'payable' | 'markPaid' | 'markClosing' | 'markClosed'> & {
  find(orderId: string): Promise<{ id: string; state: string; expiresAt: number } | null>;
};
