import type { z } from 'zod';
import { type AccountBills, services, type WaterPayment } from '../../adapters/water-bills/wire.ts';
import { dateText, minuteOfCityDay, parseTimeText } from '../kit/city-time.ts';
import type { Account, CompanyBooks, Paid } from './company-books.ts';
import { dueFenAt, type MonthBill, penaltyFenAt } from './water-bill.ts';

export interface Answer {
  code: string;
  msg: string;
  repeat?: '1';
  data?: unknown;
}

type Parameters = ReadonlyMap<string, string>;

const NO_ACCOUNT: Answer = { code: '1001', msg: '户号不存在' };
const NO_BILL: Answer = { code: '1002', msg: '账单不存在' };
const NO_PAYMENT: Answer = { code: '1003', msg: '无此流水' };
const PAID_BY_OTHER: Answer = { code: '2001', msg: '账单已由其他渠道缴费' };
const OTHER_AMOUNT: Answer = { code: '2002', msg: '缴费金额与应缴金额不符' };
const SERIAL_USED: Answer = { code: '2003', msg: '流水号已用于其他账单或金额' };
const CLOSED: Answer = { code: '9001', msg: '日终结算中，请于 01:00 后重试' };
export const NOT_ACCEPTED: Answer = { code: '9002', msg: '渠道或签名错误' };
export const TOO_OFTEN: Answer = { code: '9003', msg: '请求过于频繁' };

/** Answers one call whose signature holds. `now` is the city's time. */
export function answerAt(books: CompanyBooks, asked: Parameters, now: number): Answer {
  const field = (name: string) => asked.get(name) ?? '';
  switch (field('service')) {
    case services.list: {
      const account = books.account(field('account_no'));
      return account ? shown(account, books.billsOf(account), now) : NO_ACCOUNT;
    }
    case services.get: {
      const bill = books.bill(field('bill_no'));
      const account = bill && books.account(bill.account);
      return bill && account ? shown(account, [bill], now) : NO_BILL;
    }
    case services.pay:
      return pay(books, field, now);
    case services.payment: {
      const paid = books.payment(field('out_serial'));
      return paid ? receipt(paid) : NO_PAYMENT;
    }
    default:
      return NOT_ACCEPTED;
  }
}

function shown(account: Account, bills: readonly MonthBill[], now: number): Answer {
  const data: z.input<typeof AccountBills> = {
    account_no: account.number,
    owner_name: account.ownerName,
    address: account.address,
    bills: bills.map((bill) => ({
      bill_no: bill.number,
      period: bill.period,
      usage: String(bill.usage),
      amount: yuan(bill.fen),
      // Once paid, the penalty stands still at what was paid.
      penalty: yuan(bill.paidFen === null ? penaltyFenAt(bill, now) : bill.paidFen - bill.fen),
      due_date: dateText(bill.dueDay).replaceAll('-', ''),
      status: bill.settledBy === null ? '0' : '1',
    })),
  };
  return { code: '0000', msg: '成功', data };
}

function receipt(paid: Paid, repeat = false): Answer {
  const data: z.input<typeof WaterPayment> = {
    out_serial: paid.serial,
    bill_no: paid.bill,
    amount: yuan(paid.fen),
    receipt_no: paid.receipt,
    paid_time: paid.time,
  };
  return { code: '0000', msg: '缴费成功', ...(repeat ? { repeat: '1' } : {}), data };
}

function pay(books: CompanyBooks, field: (name: string) => string, now: number): Answer {
  const bill = noteSerial(books, field('bill_no'), field('out_serial'));
  if (isClosedAt(now)) return CLOSED;
  const [serial, fen, paidAt] = [field('out_serial'), fenOf(field('amount')), momentOf(field('paid_time'))];
  const earlier = books.payment(serial);
  if (earlier) {
    return earlier.bill === field('bill_no') && earlier.fen === fen ? receipt(earlier, true) : SERIAL_USED;
  }
  if (!bill) return NO_BILL;
  if (bill.settledBy !== null) return PAID_BY_OTHER;
  if (paidAt === null || fen !== dueFenAt(bill, paidAt)) return OTHER_AMOUNT;
  const paid: Paid = {
    serial,
    bill: bill.number,
    fen,
    receipt: `R${bill.number.slice(2)}`,
    time: field('paid_time'),
  };
  books.settle(settled(bill, serial, fen), paid);
  return receipt(paid);
}

/** Paid at the company's own counter. False when there is nothing to pay. */
export function payAtCompany(books: CompanyBooks, number: string, now: number): boolean {
  const bill = books.bill(number);
  if (!bill || bill.settledBy !== null) return false;
  books.save(settled(bill, 'counter', dueFenAt(bill, now)));
  return true;
}

/** Every serial that ever named a bill stays on its page, whatever comes of it. */
function noteSerial(books: CompanyBooks, number: string, serial: string): MonthBill | undefined {
  const bill = books.bill(number);
  if (!bill || bill.keys.includes(serial)) return bill;
  const noted = { ...bill, keys: [...bill.keys, serial] };
  books.save(noted);
  return noted;
}

const settled = (bill: MonthBill, by: string, fen: number): MonthBill => ({
  ...bill,
  settledBy: by,
  paidFen: fen,
  timesSettled: bill.timesSettled + 1,
});

/** 23:00–01:00 the company closes its day and takes no payments. */
function isClosedAt(now: number): boolean {
  const minute = minuteOfCityDay(now);
  return minute >= 23 * 60 || minute < 60;
}

const yuan = (fen: number) => (fen / 100).toFixed(2);

function fenOf(amount: string): number | null {
  const parts = /^(\d{1,8})\.(\d\d)$/.exec(amount);
  return parts ? Number(parts[1]) * 100 + Number(parts[2]) : null;
}

function momentOf(time: string): number | null {
  return parseTimeText(time.replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/, '$1-$2-$3 $4:$5:$6'));
}
