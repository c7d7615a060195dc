import type { BureauBill } from '../contract/bills.ts';
import { type Fen, fenFromYuan } from '../contract/money.ts';
import { cityTime, endOfCityDay, nextCityMidnight } from '../kit/city-time.ts';
import { manifest } from './manifest.ts';
import { type AccountBills, BILL_NUMBER, type WaterBill } from './wire.ts';

/** One bill of an account. Throws when a field is not what the protocol promises. */
export function billOf(
  bill: WaterBill,
  account: AccountBills,
  seen: { sentAt: number; at: number },
): BureauBill {
  if (!BILL_NUMBER.test(bill.bill_no)) throw new Error('not a bill number');
  const principalFen = fen(bill.amount);
  const lateFen = fen(bill.penalty);
  const month = monthOf(bill.period);
  return {
    number: bill.bill_no,
    title: `${month}水费`,
    subjectLabel: `户号尾号 ${account.account_no.slice(-4)}（${account.owner_name}）`,
    payeeName: manifest.department,
    principalFen,
    lateFen,
    amountFen: principalFen + lateFen,
    status: bill.status === '1' ? 'paid' : 'payable',
    dueAt: endOfCityDay(dayOf(bill.due_date)),
    // The penalty grows at midnight; an answer that crosses it on its way carries yesterday's.
    validUntil: nextCityMidnight(seen.sentAt),
    facts: [
      ['month', '账单月份', month],
      ['usage', '用水量', `${bill.usage} 立方米`],
      ['owner', '户名', account.owner_name],
      ['address', '用水地址', account.address],
      ['lastDay', '不加收违约金的最后一天', dashed(bill.due_date)],
    ].map(([name = '', label = '', value = '']) => ({
      name,
      label,
      value,
      source: manifest.department,
      asOf: seen.at,
    })),
  };
}

export function fen(yuan: string): Fen {
  const amount = fenFromYuan(yuan);
  if (amount === null) throw new Error('not an amount in yuan');
  return amount;
}

function monthOf(period: string): string {
  const [, year, month] = /^(\d{4})(0[1-9]|1[0-2])$/.exec(period) ?? [];
  if (!year || !month) throw new Error('not a month');
  return `${year}年${Number(month)}月`;
}

const dashed = (day: string) => day.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3');

function dayOf(day: string): number {
  const at = cityTime(dashed(day));
  if (at === null) throw new Error('not a day');
  return at;
}
