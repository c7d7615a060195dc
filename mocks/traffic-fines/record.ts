import type { z } from 'zod';
import type { Payment, Violation } from '../../adapters/traffic-fines/wire.ts';
import { dateText, timeText } from '../kit/city-time.ts';
import { lastDay, lateFenAt, type Offence, statusOf } from './offence.ts';
import type { Paid } from './registry-books.ts';

/** As the platform writes it: every field text, those that stand empty may be left out. */
type Wire<S extends z.ZodType> = { [F in keyof z.input<S>]: string };

/** An offence in the platform's own fields; the late charge is as of `now`. */
export function violationFields(offence: Offence, now: number): Wire<typeof Violation> {
  const style = Number(offence.wfbh.slice(-2)) % 3;
  return {
    wfbh: offence.wfbh,
    // The element is missing, not empty, while there is no decision.
    ...(offence.jdsbh === null ? {} : { jdsbh: offence.jdsbh }),
    hpzl: offence.plateKind,
    // The province character stands apart, in `sf`.
    hphm: offence.plate.slice(1),
    sf: offence.plate.slice(0, 1),
    dsr: offence.party,
    wfsj: `${timeText(offence.at)}.0`,
    wfdz: offence.place,
    wfxw: offence.actCode,
    wfxwmc: offence.act,
    wfjfs: offence.points === null ? '' : String(offence.points),
    fkje: yuan(offence.fineFen, style),
    znj: offence.jdsbh === null ? '' : yuan(lateFen(offence, now), (style + 1) % 3),
    clbj: offence.jdsbh === null ? '0' : '1',
    jkbj: paymentMark(offence),
    cfzl: offence.penalty,
    sdrq: dayOrEmpty(offence.servedDay),
    jkqx: dayOrEmpty(lastDay(offence)),
    fxjgmc: offence.issuer,
    zxbj: offence.withdrawn ? '1' : '0',
    gxsj: `${timeText(offence.changedAt)}.0`,
  };
}

export function paymentFields(paid: Paid): Wire<typeof Payment> {
  return {
    lsh: paid.lsh,
    jdsbh: paid.jdsbh,
    je: yuan(paid.fen, 2),
    jkbj: '1',
    pzbh: paid.pzbh,
    jksj: `${paid.jksj}.0`,
  };
}

function paymentMark(offence: Offence): string {
  if (statusOf(offence) === 'paid') return '1';
  return offence.penalty === '1' ? '9' : '0';
}

/** Once paid, the late charge stands still at what was paid. */
function lateFen(offence: Offence, now: number): number {
  return offence.paidFen === null ? lateFenAt(offence, now) : offence.paidFen - offence.fineFen;
}

const dayOrEmpty = (day: number | null) => (day === null ? '' : dateText(day));

/** The platform's programs never agreed on decimals: `200`, `200.0` and `200.00` all occur. */
export function yuan(fen: number, style: number): string {
  const exact = (fen / 100).toFixed(2);
  if (style === 2) return exact;
  const short = exact.replace(/0$/, '');
  return style === 1 ? short : short.replace(/\.0$/, '');
}
