import type { OrderStatus } from '../contract/index.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** What may follow what, and the past-tense event each step leaves behind. There is no other way to move an order. */
const graph = {
  unpaid: { closing: 'OrderClosingBegun', closed: 'OrderClosed', paid: 'OrderPaid' },
  closing: { closed: 'OrderClosed', paid: 'OrderPaid' },
  // Money that arrives after all is not refused: WeChat has it.
  closed: { late_paid: 'OrderPaidLate' },
  paid: { writing_back: 'WriteBackBegun' },
  late_paid: { writing_back: 'BillsHeldAgain', manual: 'OrderHandedToOfficer' },
  writing_back: { settled: 'OrderSettled', manual: 'OrderHandedToOfficer' },
  settled: {},
  manual: {},
} as const satisfies Record<string, Record<string, string>>;

export type OrderState = keyof typeof graph;
type EdgeEvent = { [S in OrderState]: (typeof graph)[S][keyof (typeof graph)[S]] }[OrderState];
/** Facts that do not move the order. */
export type OrderEvent =
  | EdgeEvent
  | 'OrderPlaced'
  | 'BureauTold'
  | 'BureauSilent'
  | 'BillSettled'
  | 'BillRefused'
  | 'OrderOverdue'
  | 'OrderPaidTwice';

export const orderStates = Object.keys(graph) as OrderState[];
export const FIRST: OrderState = 'unpaid';

/** The states that may follow, with the event of each step. */
export function stepsFrom(state: OrderState): Partial<Record<OrderState, OrderEvent>> {
  return graph[state];
}

export class IllegalMove extends Error {
  constructor(from: OrderState, to: OrderState) {
    super(`an order cannot go from ${from} to ${to}`);
    this.name = 'IllegalMove';
  }
}

/** The event of a step. Throws IllegalMove when the graph has no such edge. */
export function eventOf(from: OrderState, to: OrderState): OrderEvent {
  const event = stepsFrom(from)[to];
  if (!event) throw new IllegalMove(from, to);
  return event;
}

/** Who sees to it that an order does not stay where it is, and until when. */
export interface Watch {
  /** The outbox topic that moves it on; `officer`: a person. */
  owner: 'order.expire' | 'order.resume' | 'bill.write-back' | 'officer';
  /** The resident is told a result by then. */
  resolveWithinMs: number;
  /** Older than this raises the alarm. */
  alarmAfterMs: number;
}

/** Null: nothing more has to happen. */
export const watches: Readonly<Record<OrderState, Watch | null>> = {
  unpaid: { owner: 'order.expire', resolveWithinMs: 30 * MINUTE, alarmAfterMs: 45 * MINUTE },
  closing: { owner: 'order.expire', resolveWithinMs: 30 * MINUTE, alarmAfterMs: 15 * MINUTE },
  closed: null,
  paid: { owner: 'bill.write-back', resolveWithinMs: 30 * MINUTE, alarmAfterMs: 15 * MINUTE },
  late_paid: { owner: 'order.resume', resolveWithinMs: 30 * MINUTE, alarmAfterMs: 15 * MINUTE },
  writing_back: { owner: 'bill.write-back', resolveWithinMs: 30 * MINUTE, alarmAfterMs: 15 * MINUTE },
  settled: null,
  manual: { owner: 'officer', resolveWithinMs: 72 * HOUR, alarmAfterMs: 0 },
};

export const openStates = orderStates.filter((state) => watches[state] !== null);

/** The word a resident hears. */
export const outerWord: Readonly<Record<OrderState, OrderStatus>> = {
  unpaid: 'unpaid',
  closing: 'processing',
  closed: 'closed',
  paid: 'processing',
  late_paid: 'processing',
  writing_back: 'processing',
  settled: 'done',
  manual: 'processing',
};

/**
 * The moment by which a resident hears more (epoch ms), always ahead of `now`. A promise that was not kept is replaced by
 * one of a day: by then the alarm has rung and an officer has it.
 */
export function resolveBy(state: OrderState, since: number, now: number): number | null {
  const watch = watches[state];
  if (!watch || outerWord[state] !== 'processing') return null;
  const first = since + watch.resolveWithinMs;
  if (now < first) return first;
  return first + (Math.floor((now - first) / (24 * HOUR)) + 1) * 24 * HOUR;
}
