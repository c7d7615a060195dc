import { z } from 'zod';
import { Fen, Id, listOf, Page, Time } from './common.ts';

export const BillStatus = z.enum(['payable', 'in_payment', 'paid', 'not_payable', 'void']);
export type BillStatus = z.infer<typeof BillStatus>;

export const FactView = z
  .object({ name: z.string(), label: z.string(), value: z.string(), source: z.string(), asOf: Time })
  .meta({ id: 'Fact' });
export type FactView = z.infer<typeof FactView>;

export const Bill = z
  .object({
    id: Id,
    service: Id,
    /** The bureau's own bill number. */
    number: z.string(),
    subjectLabel: z.string(),
    title: z.string(),
    payee: z.object({ name: z.string(), mchid: z.string() }),
    amountFen: Fen,
    principalFen: Fen,
    lateFen: Fen,
    lateFenPerDay: Fen.optional(),
    status: BillStatus,
    /** Why it cannot be paid and what to do. */
    reason: z.string().optional(),
    /** The order that holds the bill, when it is this resident's own. */
    orderId: Id.optional(),
    dueAt: Time.optional(),
    validUntil: Time,
    asOf: Time,
    /** True: the bureau could not be asked now; this is its last answer. */
    stale: z.boolean(),
  })
  .meta({ id: 'Bill' });
export type Bill = z.infer<typeof Bill>;

export const BillDetail = Bill.extend({ facts: z.array(FactView) }).meta({ id: 'BillDetail' });
export type BillDetail = z.infer<typeof BillDetail>;

/** How each bureau answered, so that one that is silent greys out alone. */
export const SourceState = z
  .object({
    service: Id,
    title: z.string(),
    department: z.string(),
    state: z.enum(['fresh', 'stale', 'unavailable']),
    asOf: Time.nullable(),
  })
  .meta({ id: 'SourceState' });
export type SourceState = z.infer<typeof SourceState>;

export const BillQuery = Page.extend({ service: Id.optional() });
export const BillList = listOf(Bill)
  .extend({ sources: z.array(SourceState) })
  .meta({ id: 'BillList' });
export type BillList = z.infer<typeof BillList>;

export const ScanCode = z.strictObject({ text: z.string().min(1).max(2048) });
export const Scanned = z
  .object({
    kind: z.literal('bill'),
    service: Id,
    bill: BillDetail.optional(),
    target: z.string().optional(),
  })
  .meta({ id: 'Scanned' });
export type Scanned = z.infer<typeof Scanned>;
