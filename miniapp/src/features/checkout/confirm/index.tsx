import { View } from '@tarojs/components';
import type { BillDetail } from '../../../../../bff/contract';
import { getBill } from '../../../api/bills';
import { ApiError } from '../../../api/error';
import { closeOrder } from '../../../api/orders';
import { happened } from '../../../session/clock';
import { Page } from '../../../session/frame';
import { Settle, Trouble } from '../../../session/settle';
import { useAnswer } from '../../../session/use-answer';
import { confirmText } from '../../../text/checkout';
import { money } from '../../../text/format';
import { places } from '../../../text/places';
import { Bar, Button } from '../../../ui/button';
import { go } from '../../../wx/go';
import { useQuery } from '../../../wx/page';
import { type Paying, usePaying } from '../paying';
import { BillFacts, Blocked, Price } from './bill-facts';

async function load(ids: string[]): Promise<BillDetail[]> {
  if (ids.length === 0) throw new ApiError('not_found');
  const bills = await Promise.all(ids.map(getBill));
  for (const bill of bills) if (!bill.stale) happened(bill.asOf);
  return bills;
}

const total = (bills: BillDetail[]) => bills.reduce((sum, bill) => sum + bill.amountFen, 0);

/** The bureau's price moved between the bill and the order: both are shown and she decides. */
function Changed({ paying, shownFen }: { paying: Paying; shownFen: number }) {
  const order = paying.changed;
  if (!order) return null;
  const leave = async () => {
    await closeOrder(order.id);
    go.back();
  };
  return (
    <View className="card card--pad">
      <View className="flex between">
        <View className="lead">{confirmText.several(order.lines.length)}</View>
        <View className="sub num struck">{money(shownFen)}</View>
      </View>
      <View id="amount" className="display num">
        {money(order.totalFen)}
      </View>
      <View className="sub">{confirmText.changed(order.totalFen - shownFen)}</View>
      <View className="pair gap">
        <Button id="not-now" kind="soft" text={confirmText.notNow} onTap={leave} />
        <Button
          id="pay-changed"
          text={confirmText.payChanged(order.totalFen)}
          off={paying.phase !== 'idle'}
          onTap={() => paying.payFor(order.id)}
        />
      </View>
    </View>
  );
}

function Confirm({ bills, paying }: { bills: BillDetail[]; paying: Paying }) {
  const fen = total(bills);
  if (paying.changed) return <Changed paying={paying} shownFen={fen} />;
  return (
    <>
      <Price bills={bills} fen={fen} />
      {bills.map((bill) => (
        <BillFacts key={bill.id} bill={bill} alone={bills.length === 1} />
      ))}
      <Blocked bills={bills} />
      <View className="meta foot">{confirmText.once}</View>
    </>
  );
}

/** The last page before money: whose, what for, to whom, how much, as of when. */
export default function ConfirmPage() {
  const asked = useQuery('bills') ?? '';
  const ids = asked.split(',').filter(Boolean);
  const answer = useAnswer(() => load(ids), asked);
  const paying = usePaying();
  const bills = answer.value ?? [];
  const fen = total(bills);
  const ready = bills.length > 0 && bills.every(({ status, stale }) => status === 'payable' && !stale);
  const words = { idle: confirmText.pay(fen), placing: confirmText.placing, paying: confirmText.paying };
  const start = () => paying.begin(ids, fen);
  const main = {
    id: 'pay',
    text: words[paying.phase],
    label: confirmText.paySpoken(fen),
    off: paying.phase !== 'idle',
    onTap: start,
  };
  return (
    <Page title={places.confirm} bar={ready && !paying.changed ? <Bar main={main} /> : null}>
      {paying.trouble ? (
        <Trouble trouble={paying.trouble} retry={start} />
      ) : (
        <Settle answer={answer}>{(value) => <Confirm bills={value} paying={paying} />}</Settle>
      )}
    </Page>
  );
}
