import { z } from 'zod';

/** The gateway's own messages (see README.md). */
export const SmsReply = z.object({ respcode: z.string(), respdesc: z.string() });
export type SmsReply = z.infer<typeof SmsReply>;
