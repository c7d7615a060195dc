import type { Settlement, SettlementReceipt } from '../contract/bills.ts';
import { yuanFromFen } from '../contract/money.ts';
import { cityTime, formatCityTime } from '../kit/city-time.ts';
import { fen } from './bill.ts';
import { WaterPayment } from './wire.ts';

/** The fields of `bill.pay`. Throws RangeError for a key that the company could not keep. */
export function paymentFields(settlement: Settlement): Record<string, string> {
  if (!/^[0-9A-Za-z]{1,32}$/.test(settlement.key))
    throw new RangeError('settlement key must be 1–32 of 0-9A-Za-z');
  return {
    bill_no: settlement.number,
    out_serial: settlement.key,
    amount: yuanFromFen(settlement.amountFen),
    paid_time: formatCityTime(settlement.paidAt).replace(/\D/g, ''),
    trade_no: settlement.transactionId,
  };
}

/** The payment of an answer. Throws when it is not ours. */
export function paymentOf(data: unknown, key: string): WaterPayment {
  const payment = WaterPayment.parse(data);
  if (payment.out_serial !== key) throw new Error('the answer is about another payment');
  return payment;
}

/** Throws unless the company says that exactly this was paid; the first time or again is the same to us. */
export function refuseOther(payment: WaterPayment, settlement: Settlement): void {
  if (payment.bill_no !== settlement.number || fen(payment.amount) !== settlement.amountFen) {
    throw new Error('the company confirms something else than was told');
  }
}

export function receiptOf(payment: WaterPayment): SettlementReceipt {
  const written = payment.paid_time.replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/, '$1-$2-$3 $4:$5:$6');
  const settledAt = cityTime(written);
  if (settledAt === null) throw new Error('a payment without its time');
  return { key: payment.out_serial, voucher: payment.receipt_no, settledAt };
}
