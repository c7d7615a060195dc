import { minuteOfCityDay, parseTimeText } from '../kit/city-time.ts';
import { dueFenAt, type Offence, statusOf } from './offence.ts';
import { paymentFields, violationFields } from './record.ts';
import type { Paid, TrafficBooks } from './registry-books.ts';
import type { Answer, Asked, Fields } from './soap.ts';

const NONE: Answer = { code: '0', message: '没有符合条件的记录' };
const NOT_ALLOWED: Answer = { code: '-1', message: '接口序列号无效或未授权' };
export const NOT_UNDERSTOOD: Answer = { code: '-1', message: '报文格式错误' };
const CLOSED: Answer = { code: '2', message: '系统结算中，请于 00:30 后重试' };
export const BUSY: Answer = { code: '3', message: '系统繁忙，请稍后再试' };

/** Answers one understood call. `now` is the city's time. */
export function answerAt(books: TrafficBooks, serial: string, asked: Asked, now: number): Answer {
  if (asked.serial !== serial || asked.system !== '04') return NOT_ALLOWED;
  const field = (name: string) => asked.condition[name] ?? '';
  switch (`${asked.way} ${asked.jkid}`) {
    case 'query 04C01':
      return found(byVehicle(books, field('hpzl'), field('hphm'), field('clsbdh')), now);
    case 'query 04C02':
      return found(
        [books.ofDecision(field('jdsbh'))].flatMap((each) => each ?? []),
        now,
      );
    case 'query 04C03':
      return found(books.ofPerson(field('sfzmhm').toUpperCase()), now);
    case 'query 04C04':
      return receipt(books.payment(field('lsh')));
    case 'write 04W01':
      return pay(books, asked.condition, now);
    default:
      return NOT_ALLOWED;
  }
}

function byVehicle(books: TrafficBooks, hpzl: string, hphm: string, vinTail: string): Offence[] {
  return /^[0-9A-Z]{4,6}$/.test(vinTail) ? books.ofVehicle(hpzl, hphm, vinTail) : [];
}

const PAGE = 10;

function found(offences: readonly Offence[], now: number): Answer {
  if (offences.length === 0) return NONE;
  return {
    code: '1',
    message: '数据下载成功！',
    // It counts whole pages, not records; old clients fell over this.
    rownum: Math.ceil(offences.length / PAGE) * PAGE,
    rows: offences.map((each) => ({ tag: 'violation', fields: violationFields(each, now) })),
  };
}

function receipt(paid: Paid | undefined): Answer {
  if (!paid) return NONE;
  return {
    code: '1',
    message: '交易成功',
    rownum: 1,
    rows: [{ tag: 'payment', fields: paymentFields(paid) }],
  };
}

/** 23:30–00:30 the platform settles with the bank and takes no writes. */
function closedAt(now: number): boolean {
  const minute = minuteOfCityDay(now);
  return minute >= 23 * 60 + 30 || minute < 30;
}

interface Order {
  lsh: string;
  jdsbh: string;
  fen: number;
  jksj: string;
  paidAt: number;
}

function pay(books: TrafficBooks, condition: Fields, now: number): Answer {
  const order = readOrder(condition);
  if (!order) return NOT_UNDERSTOOD;
  const offence = noteSerial(books, order);
  if (closedAt(now)) return CLOSED;
  const earlier = books.payment(order.lsh);
  if (earlier) {
    const same = earlier.jdsbh === order.jdsbh && earlier.fen === order.fen;
    return same ? receipt(earlier) : { code: '14', message: '流水号已用于其他决定书或金额' };
  }
  const status = offence && statusOf(offence);
  if (!offence || status === 'void' || status === 'captured')
    return { code: '13', message: '决定书不存在或已撤销' };
  if (status === 'paid') return { code: '11', message: '该决定书已由其他渠道缴款' };
  if (order.fen !== dueFenAt(offence, order.paidAt)) return { code: '12', message: '金额与应缴金额不符' };
  const paid: Paid = {
    lsh: order.lsh,
    jdsbh: order.jdsbh,
    fen: order.fen,
    pzbh: voucher(offence),
    jksj: order.jksj,
  };
  books.settle(settled(offence, order.lsh, order.fen, now), paid);
  return receipt(paid);
}

/** Every serial that ever named a decision stays on its page, whatever comes of it. */
function noteSerial(books: TrafficBooks, order: Order): Offence | undefined {
  const offence = books.ofDecision(order.jdsbh);
  if (!offence || offence.keys.includes(order.lsh)) return offence;
  const noted = { ...offence, keys: [...offence.keys, order.lsh] };
  books.save(noted);
  return noted;
}

/** Paid at the bureau's own window. False when there is nothing to pay. */
export function payAtWindow(books: TrafficBooks, number: string, now: number): boolean {
  const offence = books.ofDecision(number);
  if (!offence || statusOf(offence) !== 'payable') return false;
  books.save(settled(offence, 'counter', dueFenAt(offence, now), now));
  return true;
}

function settled(offence: Offence, by: string, fen: number, now: number): Offence {
  return {
    ...offence,
    settledBy: by,
    paidFen: fen,
    timesSettled: offence.timesSettled + 1,
    changedAt: now,
  };
}

const voucher = (offence: Offence) => `PZ${offence.wfbh.slice(0, 6)}${offence.wfbh.slice(-8)}`;

function readOrder(condition: Fields): Order | null {
  const { lsh = '', jdsbh = '', je = '', jksj = '', wxddh = '' } = condition;
  const amount = /^(\d{1,10})(?:\.(\d{1,2}))?$/.exec(je);
  const paidAt = parseTimeText(jksj);
  const wellFormed = /^[0-9A-Za-z]{1,32}$/.test(lsh) && /^[0-9A-Za-z_-]{1,32}$/.test(wxddh);
  if (!amount || paidAt === null || !wellFormed) return null;
  const fen = Number(amount[1]) * 100 + Number((amount[2] ?? '').padEnd(2, '0'));
  return { lsh, jdsbh, fen, jksj, paidAt };
}
