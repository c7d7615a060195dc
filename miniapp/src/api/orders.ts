import type { Order, OrderList, Payment, Receipt } from '../../../bff/contract';
import { addressOf } from './address';
import { ask } from './door';

const at = (id: string, rest?: string) => addressOf('orders', id, rest);

export const placeOrder = (billIds: string[], key: string): Promise<Order> =>
  ask<Order>({ method: 'POST', path: '/orders', body: { billIds }, key });

export const listOrders = (cursor?: string): Promise<OrderList> =>
  ask<OrderList>({ method: 'GET', path: '/orders', query: { cursor, limit: 20 } });

/** An order whose outcome is open is asked for at WeChat by this very call. */
export const getOrder = (id: string): Promise<Order> => ask<Order>({ method: 'GET', path: at(id) });

export const preparePayment = (id: string, key: string): Promise<Payment> =>
  ask<Payment>({ method: 'POST', path: at(id, '/payment'), body: {}, key });

export const closeOrder = (id: string): Promise<Order> =>
  ask<Order>({ method: 'POST', path: at(id, '/close'), body: {} });

export const getReceipt = (id: string): Promise<Receipt> =>
  ask<Receipt>({ method: 'GET', path: at(id, '/receipt') });
