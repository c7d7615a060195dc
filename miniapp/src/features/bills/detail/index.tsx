import { View } from '@tarojs/components';
import type { BillDetail } from '../../../../../bff/contract';
import { getBill } from '../../../api/bills';
import { happened, now } from '../../../session/clock';
import { Page } from '../../../session/frame';
import { Settle } from '../../../session/settle';
import { useAnswer } from '../../../session/use-answer';
import { billsText, statusWord } from '../../../text/bills';
import { dueWords, marksLabel, marksOf } from '../../../text/due';
import { glue, instant, money, spokenMoney } from '../../../text/format';
import { places } from '../../../text/places';
import { type Action, Bar } from '../../../ui/button';
import { KeyValue, Notice } from '../../../ui/facts';
import { Head } from '../../../ui/frame';
import { Ticks } from '../../../ui/ticks';
import { go, routes } from '../../../wx/go';
import { useQuery } from '../../../wx/page';
import { Facts } from './facts';

async function load(id: string): Promise<BillDetail> {
  const bill = await getBill(id);
  if (!bill.stale) happened(bill.asOf);
  return bill;
}

/** What can be done with a bill as it stands. */
function nextStep(bill: BillDetail): Action | null {
  const { orderId } = bill;
  if (bill.status === 'payable' && !bill.stale)
    return {
      id: 'pay',
      text: billsText.pay(bill.amountFen),
      label: `去缴费 ${spokenMoney(bill.amountFen)}`,
      onTap: () => go.to(routes.confirm([bill.id])),
    };
  if (!orderId) return null;
  if (bill.status === 'in_payment')
    return { id: 'progress', text: billsText.payOn, onTap: () => go.to(routes.order(orderId)) };
  return bill.status === 'paid'
    ? { id: 'receipt', text: billsText.receipt, onTap: () => go.to(routes.receipt(orderId)) }
    : null;
}

function Deadline({ bill }: { bill: BillDetail }) {
  if (bill.status !== 'payable' || !bill.dueAt) return null;
  const due = dueWords(instant(bill.dueAt), now());
  const marks = marksOf(due);
  const late = bill.lateFenPerDay ? billsText.latePerDay(bill.lateFenPerDay) : null;
  return (
    <View className={bill.reason ? 'card card--pad gap' : 'card card--pad'}>
      <View className={due.near ? 'lead t-warn' : 'lead'}>{due.full}</View>
      {marks ? <Ticks {...marks} tone={due.near ? 'warn' : 'accent'} label={marksLabel(due)} /> : null}
      {late ? <View className="sub">{late}</View> : null}
    </View>
  );
}

function Warnings({ bill }: { bill: BillDetail }) {
  const locked = bill.status === 'in_payment' && !bill.orderId;
  const told = bill.stale ? billsText.notLive : locked ? billsText.ofOthers : bill.reason;
  if (!told) return null;
  return (
    <Notice icon={bill.stale ? 'unlink' : locked ? 'lock' : 'info'} tone={bill.stale ? 'plain' : 'acc'}>
      {glue(told)}
    </Notice>
  );
}

function Charges({ bill }: { bill: BillDetail }) {
  const { lines } = billsText;
  return (
    <View className="card card--facts gap">
      <KeyValue name={lines.payee}>{bill.payee.name}</KeyValue>
      <KeyValue name={lines.number}>{bill.number}</KeyValue>
      {bill.lateFen > 0 ? (
        <>
          <KeyValue name={lines.principal}>{money(bill.principalFen)}</KeyValue>
          <KeyValue
            name={lines.late}
            note={
              bill.status === 'payable' ? billsText.validUntil(instant(bill.validUntil), now()) : undefined
            }
          >
            {money(bill.lateFen)}
          </KeyValue>
        </>
      ) : null}
    </View>
  );
}

function Detail({ bill }: { bill: BillDetail }) {
  return (
    <>
      <Head
        answer={`${statusWord(bill)} ${money(bill.amountFen)}`}
        scope={`${bill.title}，${bill.subjectLabel}`}
      />
      <Warnings bill={bill} />
      <Deadline bill={bill} />
      <Charges bill={bill} />
      <Facts facts={bill.facts} now={now()} />
    </>
  );
}

/** One bill with its bureau's facts, each with source and time. */
export default function BillDetailPage() {
  const id = useQuery('id') ?? '';
  const answer = useAnswer(() => load(id), id);
  const step = answer.value ? nextStep(answer.value) : null;
  return (
    <Page title={places.bill} bar={step ? <Bar main={step} /> : null}>
      <Settle answer={answer}>{(bill) => <Detail bill={bill} />}</Settle>
    </Page>
  );
}
