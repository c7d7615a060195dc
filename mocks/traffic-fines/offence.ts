import { cityDay } from '../kit/city-time.ts';

/** One violation as the bureau keeps it. Moments in epoch ms, days as city days, money in fen. */
export interface Offence {
  wfbh: string;
  /** Null while only captured by a camera. */
  jdsbh: string | null;
  plateKind: string;
  plate: string;
  /** The party's name; empty while nobody has accepted it. */
  party: string;
  at: number;
  place: string;
  actCode: string;
  act: string;
  points: number | null;
  fineFen: number;
  /** 1 warning, 2 fine; empty while only captured. */
  penalty: '' | '1' | '2';
  servedDay: number | null;
  issuer: string;
  withdrawn: boolean;
  changedAt: number;
  /** How it was paid: a channel's serial or `counter`. */
  settledBy: string | null;
  paidFen: number | null;
  /** Effective write-offs. More than one would be money taken twice. */
  timesSettled: number;
  /** Every serial that ever asked to pay it, also in vain. */
  keys: readonly string[];
}

export type OffenceStatus = 'captured' | 'void' | 'paid' | 'payable';

export function statusOf(offence: Offence): OffenceStatus {
  if (offence.settledBy !== null) return 'paid';
  if (offence.withdrawn) return 'void';
  if (offence.jdsbh === null) return 'captured';
  // A warning asks for no money.
  return offence.penalty === '1' ? 'void' : 'payable';
}

/** Days a person has after the decision was served (Administrative Penalty Law art. 67). */
const GRACE_DAYS = 15;
const LATE_PERCENT_PER_DAY = 3;

/** Last city day without late charge. */
export function lastDay(offence: Offence): number | null {
  return offence.servedDay === null ? null : offence.servedDay + GRACE_DAYS;
}

/** Grows at city midnight from the day after the last day, and never above the fine itself. */
export function lateFenAt(offence: Offence, at: number): number {
  const last = lastDay(offence);
  if (last === null) return 0;
  const days = Math.max(0, cityDay(at) - last);
  return Math.min(offence.fineFen, Math.floor((offence.fineFen * LATE_PERCENT_PER_DAY * days) / 100));
}

export function dueFenAt(offence: Offence, at: number): number {
  return offence.fineFen + lateFenAt(offence, at);
}
