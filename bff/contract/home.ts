import { z } from 'zod';
import { Fen, Id, Level, Time } from './common.ts';

export const Verb = z.enum(['records', 'bills', 'bookings', 'cases', 'credentials']);
export type Verb = z.infer<typeof Verb>;

/** One bureau's card: it renders whole whatever its bureau does. */
export const HomeCard = z.object({
  id: Id,
  service: Id,
  title: z.string(),
  department: z.string(),
  state: z.enum(['fresh', 'stale', 'unavailable']),
  asOf: Time.nullable(),
  /** Null when nothing is known. */
  data: z.object({ payableCount: z.int(), payableFen: Fen, inPaymentCount: z.int() }).nullable(),
});

export const Todo = z.object({
  id: Id,
  kind: z.enum(['bill', 'order']),
  title: z.string(),
  /** Whose and where. */
  subtitle: z.string(),
  amountFen: Fen.optional(),
  dueAt: Time.nullable(),
  /** What happens when it is missed. */
  consequence: z.string().optional(),
  stale: z.boolean(),
  ref: z.object({ kind: z.enum(['bill', 'order']), id: Id }),
});

export const Home = z
  .object({
    city: z.object({ id: z.string(), name: z.string(), hotline: z.string() }),
    region: z.object({ code: z.string(), name: z.string() }),
    citizen: z.object({ displayName: z.string(), level: Level }),
    cards: z.array(HomeCard),
    todos: z.array(Todo),
    unread: z.int(),
    checkedAt: Time,
  })
  .meta({ id: 'Home' });
export type Home = z.infer<typeof Home>;
