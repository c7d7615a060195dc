import { z } from 'zod';
import { Id, Level, listOf, Page } from './common.ts';
import { Verb } from './home.ts';

export const SubjectKindView = z.object({
  kind: z.string(),
  title: z.string(),
  fields: z.array(
    z.object({
      name: z.string(),
      label: z.string(),
      hint: z.string(),
      example: z.string(),
      pattern: z.string(),
      options: z.array(z.object({ value: z.string(), label: z.string() })).optional(),
    }),
  ),
});

export const ServiceView = z
  .object({
    id: Id,
    title: z.string(),
    department: z.string(),
    seal: z.string(),
    icon: z.string(),
    verbs: z.array(Verb),
    themes: z.array(z.string()),
    lifeEvents: z.array(z.string()),
    levels: z.partialRecord(Verb, Level),
    /** What a resident may bind by typing. */
    subjects: z.array(SubjectKindView),
    transport: z.enum(['live', 'batch', 'manual']),
    refund: z.enum(['automatic', 'same-day-reversal', 'manual-by-bureau']),
    legalBasis: z.string(),
    codeHint: z.string().optional(),
  })
  .meta({ id: 'Service' });
export type ServiceView = z.infer<typeof ServiceView>;

export const ServiceQuery = Page.extend({ verb: Verb.optional() });
export const ServiceList = listOf(ServiceView).meta({ id: 'ServiceList' });
export type ServiceList = z.infer<typeof ServiceList>;
