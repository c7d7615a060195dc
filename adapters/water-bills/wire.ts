import { z } from 'zod';

/** The gateway's own messages (see README.md). Text in, text out: no meaning is given here. */

const text = z.string().max(200);

export const services = {
  list: 'bill.list',
  get: 'bill.get',
  pay: 'bill.pay',
  payment: 'pay.query',
} as const;

/** `SF`, six digits of the month, ten of the account. */
export const BILL_NUMBER = /^SF\d{16}$/;

export const Envelope = z.object({
  code: text,
  msg: text,
  repeat: text.optional().default(''),
  /** JSON written as text; empty when there is nothing. */
  data: z.string(),
  sign: text,
});
export type Envelope = z.infer<typeof Envelope>;

export const WaterBill = z.object({
  bill_no: text,
  period: text,
  usage: text,
  amount: text,
  penalty: text,
  due_date: text,
  status: z.enum(['0', '1']),
});
export type WaterBill = z.infer<typeof WaterBill>;

export const AccountBills = z.object({
  account_no: text,
  owner_name: text,
  address: text,
  bills: z.array(WaterBill).max(60),
});
export type AccountBills = z.infer<typeof AccountBills>;

export const WaterPayment = z.object({
  out_serial: text,
  bill_no: text,
  amount: text,
  receipt_no: text.min(1),
  paid_time: text,
});
export type WaterPayment = z.infer<typeof WaterPayment>;
