import { View } from '@tarojs/components';
import type { BillDetail } from '../../../../../bff/contract';
import { now } from '../../../session/clock';
import { billsText, statusWord } from '../../../text/bills';
import { chargeLines, confirmText } from '../../../text/checkout';
import { instant, moment, money, spokenMoney } from '../../../text/format';
import { AsOf, FactsHead, KeyValue, Notice } from '../../../ui/facts';
import { spoken } from '../../../ui/spoken';

/** The one large number, and that it was asked just now. */
export function Price({ bills, fen }: { bills: BillDetail[]; fen: number }) {
  const [first] = bills;
  if (!first) return null;
  const oldest = Math.min(...bills.map((bill) => instant(bill.asOf)));
  const fresh = bills.every((bill) => !bill.stale);
  return (
    <View className="head">
      <View className="h2">{bills.length > 1 ? confirmText.several(bills.length) : first.title}</View>
      <View id="amount" className="display num" {...spoken({ role: 'text', label: spokenMoney(fen) })}>
        {money(fen)}
      </View>
      <AsOf icon={fresh ? 'done' : 'clock'} ok={fresh}>
        {fresh
          ? confirmText.checked(first.payee.name, oldest)
          : billsText.from(first.payee.name, oldest, now())}
      </AsOf>
    </View>
  );
}

export function BillFacts({ bill, alone }: { bill: BillDetail; alone: boolean }) {
  return (
    <View className={alone ? 'card card--facts' : 'card card--facts gap'}>
      {alone ? null : <FactsHead title={bill.title} end={money(bill.amountFen)} />}
      <KeyValue name={confirmText.whose}>{bill.subjectLabel}</KeyValue>
      <KeyValue name={confirmText.what} note={chargeLines(bill)}>
        {bill.title}
      </KeyValue>
      <KeyValue name={confirmText.payee} note={confirmText.direct}>
        {bill.payee.name}
      </KeyValue>
      <KeyValue name={confirmText.number} note={billsText.validUntil(instant(bill.validUntil), now())}>
        {bill.number}
      </KeyValue>
      <KeyValue name={confirmText.proof}>{confirmText.proofText}</KeyValue>
    </View>
  );
}

/** A bill that cannot be paid after all says so where the button would be. */
export function Blocked({ bills }: { bills: BillDetail[] }) {
  const blocked = bills.filter(({ status, stale }) => status !== 'payable' || stale);
  return (
    <>
      {blocked.map((bill) => (
        <View key={bill.id} className="gap">
          <Notice icon="info" tone="warn">
            {bill.title}
            {'：'}
            {bill.stale ? billsText.notLive : (bill.reason ?? statusWord(bill))}
            {bill.stale ? ` ${moment(instant(bill.asOf), now())}` : ''}
          </Notice>
        </View>
      ))}
    </>
  );
}
