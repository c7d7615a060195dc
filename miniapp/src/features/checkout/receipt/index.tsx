import { View } from '@tarojs/components';
import type { Receipt } from '../../../../../bff/contract';
import { getReceipt } from '../../../api/orders';
import { Page } from '../../../session/frame';
import { Settle } from '../../../session/settle';
import { useAnswer } from '../../../session/use-answer';
import { receiptText } from '../../../text/checkout';
import { money } from '../../../text/format';
import { places } from '../../../text/places';
import { FactsHead, KeyValue } from '../../../ui/facts';
import { Head } from '../../../ui/frame';
import { Seal } from '../../../ui/seal';
import { useQuery } from '../../../wx/page';

function Slip({ receipt }: { receipt: Receipt }) {
  return (
    <>
      <Head
        seal={<Seal icon="receipt" tone="ok" large />}
        answer={receiptText.answer(receipt.totalFen)}
        scope={receiptText.keep}
      />
      <View className="card card--facts">
        <KeyValue name={receiptText.number}>
          <View className="sub num">{receipt.number}</View>
        </KeyValue>
        <KeyValue name={receiptText.paidAt}>{receiptText.at(receipt.paidAt)}</KeyValue>
        <KeyValue name={receiptText.transaction}>
          <View className="sub num">{receipt.transactionId}</View>
        </KeyValue>
      </View>
      {receipt.lines.map((line) => (
        <View key={line.number} className="card card--facts gap">
          <FactsHead title={line.title} end={money(line.amountFen)} />
          <KeyValue name={receiptText.whose}>{line.subjectLabel}</KeyValue>
          <KeyValue name={receiptText.payee}>{line.payeeName}</KeyValue>
          <KeyValue name={receiptText.bill}>{line.number}</KeyValue>
          <KeyValue name={receiptText.voucher} note={receiptText.at(line.settledAt)}>
            {line.voucher}
          </KeyValue>
        </View>
      ))}
    </>
  );
}

/** Proof of a settled payment, with the bureau's own voucher numbers. */
export default function ReceiptPage() {
  const id = useQuery('id') ?? '';
  const answer = useAnswer(() => getReceipt(id), id);
  return (
    <Page title={places.receipt}>
      <Settle answer={answer}>{(receipt) => <Slip receipt={receipt} />}</Settle>
    </Page>
  );
}
