/**
 * One try at paying an order, with a number of its own at WeChat Pay.
 * `created` → `prepaid` → `paid` | `closed`; a payment that arrives after closing still makes it `paid`.
 */
export type AttemptState = 'created' | 'prepaid' | 'paid' | 'closed';

export interface PaymentAttemptRow {
  id: string;
  order_id: string;
  /** The order's id while this attempt can still be paid, else null: unique, so an order has one at a time. */
  active_key: string | null;
  mchid: string;
  appid: string;
  out_trade_no: string;
  amount_fen: number;
  /** The exact request, sealed: it names the payer and is repeated identically when a payment is resumed. */
  request_sealed: string;
  prepay_id: string | null;
  prepay_at: number | null;
  state: AttemptState;
  transaction_id: string | null;
  paid_at: number | null;
  expires_at: number;
  created_at: number;
}

/** `frozen`: rightly signed, but not what we expected; an officer looks. `kept`: nothing to do for us. */
export type NoticeState = 'applied' | 'frozen' | 'kept';

export interface PaymentNoticeRow {
  id: string;
  mchid: string;
  /** WeChat Pay's id of the notice: the same however often it is sent. */
  notice_id: string;
  event_type: string;
  attempt_id: string | null;
  state: NoticeState;
  reason: string | null;
  /** The opened notice, sealed with our own key: it names the payer. */
  body_sealed: string;
  received_at: number;
}

declare module '../platform/db/tables.ts' {
  interface Tables {
    payment_attempts: PaymentAttemptRow;
    payment_notices: PaymentNoticeRow;
  }
}
