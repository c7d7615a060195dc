import { z } from 'zod';
import type { Settlement, SettlementReceipt } from '../contract/bills.ts';
import { fenFromYuan, yuanFromFen } from '../contract/money.ts';
import { cityTime, formatCityTime } from '../kit/city-time.ts';
import { Payment } from './wire.ts';

const OnePayment = z.object({ payment: Payment });

/** The fields of 04W01. Throws RangeError for a key that the bureau could not keep. */
export function paymentCondition(settlement: Settlement): Record<string, string> {
  if (!/^[0-9A-Za-z]{1,32}$/.test(settlement.key))
    throw new RangeError('settlement key must be 1–32 of 0-9A-Za-z');
  return {
    lsh: settlement.key,
    jdsbh: settlement.number,
    je: yuanFromFen(settlement.amountFen),
    jksj: formatCityTime(settlement.paidAt),
    wxddh: settlement.transactionId,
  };
}

/** The one payment of a body. Throws when there is none, or when it is not ours. */
export function paymentOf(body: unknown, key: string): Payment {
  const { payment } = OnePayment.parse(body);
  if (payment.lsh !== key) throw new Error('the answer is about another payment');
  return payment;
}

/** Throws unless the bureau says that exactly this was paid. */
export function refuseOther(payment: Payment, settlement: Settlement): void {
  const same = payment.jdsbh === settlement.number && fenFromYuan(payment.je) === settlement.amountFen;
  if (!same || payment.jkbj !== '1') throw new Error('the bureau confirms something else than was told');
}

export function receiptOf(payment: Payment): SettlementReceipt {
  const settledAt = cityTime(payment.jksj);
  if (settledAt === null || payment.pzbh === '') throw new Error('a payment without its time or voucher');
  return { key: payment.lsh, voucher: payment.pzbh, settledAt };
}
