import { z } from 'zod';

/** The identity platform's own messages (see README.md). */

export const Envelope = z.object({ code: z.string(), message: z.string(), data: z.unknown() });

export const LinkedData = z.object({
  person: z
    .object({
      name: z.string(),
      idNumber: z.string(),
      phone: z.string(),
      level: z.enum(['2', '3']),
      bindings: z.array(
        z.object({ service: z.string(), kind: z.string(), fields: z.record(z.string(), z.string()) }),
      ),
    })
    .nullable(),
});
export type LinkedData = z.infer<typeof LinkedData>;

export const MatchData = z.object({ result: z.enum(['01', '02', '03']) });
export type MatchData = z.infer<typeof MatchData>;
