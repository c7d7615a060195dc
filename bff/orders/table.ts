import type { OrderEvent, OrderState } from './states.ts';

export interface OrderRow {
  id: string;
  citizen_id: string;
  /** Hash of the resident and her Idempotency-Key. */
  request_key: string;
  state: OrderState;
  state_since: number;
  total_fen: number;
  /** Paid beyond the total, by a second payment of the same order. */
  surplus_fen: number;
  mchid: string;
  created_at: number;
  expires_at: number;
  paid_at: number | null;
  out_trade_no: string | null;
  transaction_id: string | null;
  /** How many rows of `order_events` it has: the next one's place. */
  event_count: number;
}

/** `waiting` for the money · `writing_back` · `settled` · `refused` by the bureau · `released` with a closed order. */
export type LineState = 'waiting' | 'writing_back' | 'settled' | 'refused' | 'released';

/** One bill of an order. Its id is the settle key: 26 characters of `[0-9A-Z]`, the same for ever. */
export interface OrderLineRow {
  id: string;
  order_id: string;
  citizen_id: string;
  position: number;
  bill_id: string;
  service: string;
  hold_key: string | null;
  bill_key: string;
  /** Sealed JSON of `LineSnapshot`. */
  snapshot_sealed: string;
  payee_name: string;
  amount_fen: number;
  state: LineState;
  /** 1: a settlement may have reached the bureau; ask before repeating. */
  in_doubt: 0 | 1;
  voucher: string | null;
  settled_at: number | null;
  /** The bureau's own word for refusing. */
  bureau_code: string | null;
}

export interface OrderEventRow {
  order_id: string;
  seq: number;
  event: OrderEvent;
  at: number;
  /** JSON: ids, codes and amounts. Never a person. */
  facts: string;
}

declare module '../platform/db/tables.ts' {
  interface Tables {
    orders: OrderRow;
    order_lines: OrderLineRow;
    order_events: OrderEventRow;
  }
}
