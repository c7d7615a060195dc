import { z } from 'zod';
import { Id, listOf, Page, Time } from './common.ts';

/** One look at the resident's data: which system, who, why, on what legal ground, what came of it. */
export const AccessView = z
  .object({
    id: Id,
    at: Time,
    system: z.string(),
    actor: z.string(),
    purpose: z.string(),
    legalBasis: z.string(),
    fields: z.array(z.string()),
    outcome: z.string(),
  })
  .meta({ id: 'Access' });
export type AccessView = z.infer<typeof AccessView>;

export const AccessQuery = Page;
export const AccessList = listOf(AccessView).meta({ id: 'AccessList' });
export type AccessList = z.infer<typeof AccessList>;
