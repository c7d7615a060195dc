import { z } from 'zod';
import { Id, listOf, Page, Time } from './common.ts';

export const Message = z
  .object({
    id: Id,
    type: z.enum(['order_paid', 'order_settled', 'order_with_officer', 'order_paid_late']),
    title: z.string(),
    body: z.string(),
    createdAt: Time,
    readAt: Time.optional(),
    ref: z.object({ kind: z.enum(['order', 'bill']), id: Id }),
  })
  .meta({ id: 'Message' });
export type Message = z.infer<typeof Message>;

export const MessageQuery = Page;
export const MessageList = listOf(Message).extend({ unread: z.int() }).meta({ id: 'MessageList' });
export type MessageList = z.infer<typeof MessageList>;

/** What wx.requestSubscribeMessage answered for one template. */
export const ReportGrant = z.strictObject({
  templateId: z.string().regex(/^[0-9A-Za-z_-]{1,64}$/),
  result: z.enum(['accept', 'reject', 'ban', 'filter']),
});
export type ReportGrant = z.infer<typeof ReportGrant>;

export const Grant = z.object({ templateId: z.string(), remaining: z.int().min(0) }).meta({ id: 'Grant' });
export type Grant = z.infer<typeof Grant>;
/** The templates worth asking for, and how many sends are left of each. */
export const GrantList = z.object({ items: z.array(Grant) }).meta({ id: 'GrantList' });
export type GrantList = z.infer<typeof GrantList>;
