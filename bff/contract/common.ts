import { z } from 'zod';
import { type ErrorCode, errorStatus } from './errors.ts';

/** RFC 3339 with offset: `2026-11-22T09:30:00+08:00`. */
export const Time = z.iso
  .datetime({ offset: true })
  .meta({ id: 'Time', example: '2026-11-22T09:30:00+08:00' });
/** Integer fen. */
export const Fen = z.int().min(0).max(1_000_000_000_00).meta({ id: 'Fen', description: '金额，单位分' });
/** Our own ids: opaque, unguessable, one alphabet. */
export const Id = z
  .string()
  .regex(/^[0-9A-Za-z_-]{1,64}$/)
  .meta({ id: 'Id' });

/** L1 a WeChat user · L2 real name proven · L3 proven in person or by face. */
export const Level = z.enum(['L1', 'L2', 'L3']).meta({ id: 'Level' });
export type Level = z.infer<typeof Level>;

export const ErrorBody = z
  .object({
    error: z.object({
      code: z.enum(Object.keys(errorStatus) as [ErrorCode, ...ErrorCode[]]),
      /** Plain Chinese: what happened and what to do next. */
      message: z.string(),
      requestId: z.string(),
      details: z.record(z.string(), z.unknown()).optional(),
    }),
  })
  .meta({ id: 'Error' });
export type ErrorBody = z.infer<typeof ErrorBody>;

/** Query of every list. */
export const Page = z.strictObject({
  cursor: z
    .string()
    .regex(/^[0-9A-Za-z_-]{1,200}$/)
    .optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
export type Page = z.infer<typeof Page>;

/** `{ items, nextCursor }`; a null cursor is the end. */
export const listOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });
