import { Text, View } from '@tarojs/components';
import type { Bill } from '../../../../bff/contract';
import { billNote, billsText } from '../../text/bills';
import { money, spokenMoney } from '../../text/format';
import { sentence } from '../../text/spoken-row';
import { Button } from '../../ui/button';
import { GroupHead } from '../../ui/facts';
import { Row } from '../../ui/row';
import { Seal } from '../../ui/seal';
import { go, routes } from '../../wx/go';
import { type Group, payableNow, sumFen } from './groups';

function BillRow({ bill, now }: { bill: Bill; now: number }) {
  const note = billNote(bill, now);
  const quiet = bill.stale || bill.status === 'not_payable';
  return (
    <Row
      id={`bill-${bill.number}`}
      label={sentence(bill.title, spokenMoney(bill.amountFen), bill.payee.name, note.text)}
      lead={<Seal icon={bill.stale ? 'unlink' : 'receipt'} tone={bill.stale ? 'off' : 'plain'} />}
      title={bill.title}
      sub={bill.payee.name}
      quiet={quiet}
      value={money(bill.amountFen)}
      note={<Text className={note.warn ? 't-warn b' : ''}>{note.text}</Text>}
      onTap={() => go.to(routes.bill(bill.id))}
    />
  );
}

/** One vehicle, one household: its bills, and one payment for all of them where that is possible. */
export function GroupCard({ group, now, index }: { group: Group; now: number; index: number }) {
  const ids = group.together.map((bill) => bill.id);
  const waiting = payableNow(group.bills).length;
  return (
    <View className={index === 0 ? 'card' : 'card gap'}>
      <GroupHead title={group.label} sub={waiting > 0 ? billsText.group(waiting) : undefined} />
      {group.bills.map((bill) => (
        <BillRow key={bill.id} bill={bill} now={now} />
      ))}
      {ids.length > 0 ? (
        <View className="card--pad">
          <Button
            id={`together-${index}`}
            kind="soft"
            text={billsText.together(ids.length, sumFen(group.together))}
            onTap={() => go.to(routes.confirm(ids))}
          />
        </View>
      ) : null}
    </View>
  );
}
