import type { BureauBill, BureauBillStatus } from '../contract/bills.ts';
import type { Fact } from '../contract/call.ts';
import { type Fen, fenFromYuan } from '../contract/money.ts';
import { cityTime, endOfCityDay, formatCityTime, nextCityMidnight } from '../kit/city-time.ts';
import { manifest, PROVINCE, plateKinds } from './manifest.ts';
import { DECISION_NUMBER, type Violation } from './wire.ts';

/** By law the late charge grows by 3 % of the fine a day. Shown as a hint; no amount is made from it. */
const LATE_PERCENT_PER_DAY = 3;

const reasons = {
  captured:
    '这条违法记录还没有处理，暂时不能缴款。请先在“交管12123”或交警大队窗口确认违法，拿到处罚决定书后再来缴款。',
  nothingDue: '这份决定没有要缴的罚款，不需要您做什么。',
  withdrawn: '这份处罚决定已经撤销，不用缴款。如果您已经缴过，请带缴款凭证到作出决定的交警大队办理退款。',
};

/** When the bureau was asked and when it answered (epoch ms), and whether the asker named the vehicle herself. */
export interface Seen {
  sentAt: number;
  at: number;
  /** `whole`: she named the vehicle or it is hers. `masked`: she only knows a decision number. */
  plate: 'whole' | 'masked';
}

/** One record as a bill. Throws when a field is not what the protocol promises. */
export function billOf(violation: Violation, seen: Seen): BureauBill {
  const principalFen = fen(violation.fkje);
  const lateFen = violation.znj === '' ? 0 : fen(violation.znj);
  const standing = standingOf(violation, principalFen + lateFen);
  const dueAt = violation.jkqx === '' ? undefined : endOfCityDay(moment(violation.jkqx));
  const overdue = standing.status === 'payable' && dueAt !== undefined && seen.sentAt > dueAt;
  return {
    number: numberOf(violation),
    title: violation.wfxwmc,
    subjectLabel: vehicleLabel(violation, seen.plate),
    payeeName: violation.fxjgmc,
    principalFen,
    lateFen,
    amountFen: principalFen + lateFen,
    ...standing,
    ...(dueAt === undefined ? {} : { dueAt }),
    ...(overdue && lateFen < principalFen
      ? { lateFenPerDay: Math.floor((principalFen * LATE_PERCENT_PER_DAY) / 100) }
      : {}),
    // From the moment of asking: an answer that crosses midnight on its way carries yesterday's charge.
    validUntil: nextCityMidnight(seen.sentAt),
    facts: factsOf(violation, seen.at),
  };
}

function standingOf(violation: Violation, amountFen: Fen): { status: BureauBillStatus; reason?: string } {
  if (violation.jkbj === '1') return { status: 'paid' };
  if (violation.zxbj === '1') return { status: 'void', reason: reasons.withdrawn };
  if (violation.clbj === '0') return { status: 'not_payable', reason: reasons.captured };
  if (violation.jkbj === '9' || amountFen === 0) return { status: 'not_payable', reason: reasons.nothingDue };
  return { status: 'payable' };
}

/** A decision goes by its decision number; what is only captured has no other than its violation number. */
function numberOf({ clbj, jdsbh, wfbh }: Violation): string {
  if (clbj === '0') return wfbh;
  if (!DECISION_NUMBER.test(jdsbh)) throw new Error('a decision without a decision number');
  return jdsbh;
}

function vehicleLabel({ sf, hphm, hpzl }: Violation, plate: Seen['plate']): string {
  // The wrong encoding shows itself here first.
  if (!PROVINCE.test(sf) || !/^[0-9A-Z]{5,7}[0-9A-Z\u4e00-\u9fff]?$/.test(hphm))
    throw new Error('not a number plate');
  const shown =
    plate === 'whole' ? `${hphm.slice(0, 1)}·${hphm.slice(1)}` : `${hphm.slice(0, 1)}***${hphm.slice(-2)}`;
  const kind = plateKinds.find(({ value }) => value === hpzl)?.label ?? '机动车';
  return `${sf}${shown} ${kind}`;
}

function factsOf(violation: Violation, asOf: number): Fact[] {
  const rows: [name: string, label: string, value: string][] = [
    ['violatedAt', '违法时间', formatCityTime(moment(violation.wfsj)).slice(0, 16)],
    ['place', '违法地点', violation.wfdz],
    ['act', '违法行为', violation.wfxwmc],
    ['actCode', '违法代码', violation.wfxw],
    ['points', '记分', violation.wfjfs === '' ? '' : `${violation.wfjfs} 分`],
    ['decidedBy', violation.clbj === '1' ? '决定机关' : '采集机关', violation.fxjgmc],
    ['decisionNumber', '决定书编号', violation.jdsbh],
    ['servedOn', '决定书送达日期', violation.sdrq],
    ['lastDay', '不加收滞纳金的最后一天', violation.jkqx],
  ];
  return rows
    .filter(([, , value]) => value !== '')
    .map(([name, label, value]) => ({ name, label, value, source: manifest.department, asOf }));
}

function fen(yuan: string): Fen {
  const amount = fenFromYuan(yuan);
  if (amount === null) throw new Error('not an amount in yuan');
  return amount;
}

function moment(text: string): number {
  const at = cityTime(text);
  if (at === null) throw new Error('not a time');
  return at;
}
