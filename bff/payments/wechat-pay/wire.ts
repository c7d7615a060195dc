import { z } from 'zod';

/** Answer of `POST /v3/pay/transactions/jsapi`. */
export const Prepaid = z.object({ prepay_id: z.string().regex(/^[0-9A-Za-z_-]{1,64}$/) });

const Amount = z.object({ total: z.int().min(0), currency: z.string().default('CNY') });
const named = {
  appid: z.string(),
  mchid: z.string(),
  out_trade_no: z.string(),
};

const PaidTransaction = z.object({
  ...named,
  /** REFUND: it was paid and then refunded, wholly or in part. */
  trade_state: z.enum(['SUCCESS', 'REFUND']),
  transaction_id: z.string().regex(/^[0-9A-Za-z]{1,32}$/),
  /** RFC 3339. */
  success_time: z.iso.datetime({ offset: true }),
  amount: Amount,
});
export type PaidTransaction = z.infer<typeof PaidTransaction>;

const OtherTransaction = z.object({
  ...named,
  trade_state: z.enum(['NOTPAY', 'CLOSED', 'REVOKED', 'USERPAYING', 'PAYERROR']),
});

/** A transaction as a verified query or a notice tells it. Only what we use. */
export const Transaction = z.discriminatedUnion('trade_state', [PaidTransaction, OtherTransaction]);
export type Transaction = z.infer<typeof Transaction>;

export const isPaid = (transaction: Transaction): transaction is PaidTransaction =>
  transaction.trade_state === 'SUCCESS' || transaction.trade_state === 'REFUND';

/** Body of a refusal. It is never signed: advice only. */
export const Refusal = z.object({ code: z.string().min(1).max(64), message: z.string().optional() });
