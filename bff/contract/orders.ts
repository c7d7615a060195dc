import { z } from 'zod';
import { Fen, Id, listOf, Page, Time } from './common.ts';

/** Outer words only; inner states stay inside. */
export const OrderStatus = z.enum(['unpaid', 'processing', 'done', 'refunding', 'refunded', 'closed']);
export type OrderStatus = z.infer<typeof OrderStatus>;

export const PlaceOrder = z.strictObject({ billIds: z.array(Id).min(1).max(50) });

export const OrderLine = z.object({
  billId: Id,
  service: Id,
  number: z.string(),
  title: z.string(),
  subjectLabel: z.string(),
  payeeName: z.string(),
  amountFen: Fen,
  status: OrderStatus,
});
export type OrderLine = z.infer<typeof OrderLine>;

/** What has happened, oldest first, for the result page's timeline. */
export const OrderStep = z.object({
  step: z.enum([
    'placed',
    'paid',
    'bureau_told',
    'bureau_silent',
    'settled',
    'with_officer',
    'closed',
    'paid_late',
  ]),
  at: Time,
});
export type OrderStep = z.infer<typeof OrderStep>;

export const Order = z
  .object({
    id: Id,
    status: OrderStatus,
    lines: z.array(OrderLine),
    totalFen: Fen,
    paidFen: Fen,
    refundedFen: Fen,
    outTradeNo: z.string().optional(),
    /** WeChat's number, last part of it, once paid. */
    transactionId: z.string().optional(),
    createdAt: Time,
    expiresAt: Time,
    paidAt: Time.optional(),
    /** 核实中，最迟: by then the outcome is known or an officer has it. */
    resolveBy: Time.optional(),
    /** One sentence for the resident, in plain Chinese. */
    notice: z.string().optional(),
    steps: z.array(OrderStep),
  })
  .meta({ id: 'Order' });
export type Order = z.infer<typeof Order>;

export const OrderQuery = Page.extend({ status: OrderStatus.optional() });
export const OrderList = listOf(Order).meta({ id: 'OrderList' });
export type OrderList = z.infer<typeof OrderList>;

export const Payment = z
  .object({
    orderId: Id,
    prepayId: z.string(),
    /** Handed to wx.requestPayment as they are. */
    params: z.object({
      timeStamp: z.string(),
      nonceStr: z.string(),
      package: z.string(),
      signType: z.literal('RSA'),
      paySign: z.string(),
    }),
  })
  .meta({ id: 'Payment' });
export type Payment = z.infer<typeof Payment>;

/** POST bodies that carry nothing. */
export const Nothing = z.strictObject({});

export const Receipt = z
  .object({
    orderId: Id,
    number: z.string(),
    lines: z.array(
      z.object({
        service: Id,
        number: z.string(),
        title: z.string(),
        subjectLabel: z.string(),
        payeeName: z.string(),
        amountFen: Fen,
        /** The bureau's own voucher number. */
        voucher: z.string(),
        settledAt: Time,
      }),
    ),
    totalFen: Fen,
    paidAt: Time,
    transactionId: z.string(),
  })
  .meta({ id: 'Receipt' });
export type Receipt = z.infer<typeof Receipt>;
