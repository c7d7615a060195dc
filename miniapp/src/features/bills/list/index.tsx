import { View } from '@tarojs/components';
import { useState } from 'react';
import type { BillList } from '../../../../../bff/contract';
import { listBills } from '../../../api/bills';
import { happened, now } from '../../../session/clock';
import { Page } from '../../../session/frame';
import { Settle } from '../../../session/settle';
import { useAnswer } from '../../../session/use-answer';
import { billsText, silentWords } from '../../../text/bills';
import { instant } from '../../../text/format';
import { places } from '../../../text/places';
import { Button } from '../../../ui/button';
import { Segment } from '../../../ui/choose';
import { Notice } from '../../../ui/facts';
import { Head } from '../../../ui/frame';
import { State } from '../../../ui/state';
import { Tap } from '../../../ui/tap';
import { go, routes } from '../../../wx/go';
import { useQuery } from '../../../wx/page';
import { GroupCard } from '../group-card';
import { groupBills, inSegment, payableNow, type SegmentName, sumFen } from '../groups';

async function load(service: string | undefined): Promise<BillList> {
  const list = await listBills(service);
  for (const { state, asOf } of list.sources) if (state === 'fresh' && asOf) happened(asOf);
  return list;
}

/** What wants paying, as of when; older news says so, and a bureau not asked is no "nothing". */
function Answer({ list }: { list: BillList }) {
  const all = inSegment(list.items, 'payable').filter(({ status }) => status === 'payable');
  const fresh = payableNow(list.items);
  const at = Math.max(0, ...list.sources.map(({ asOf }) => (asOf ? instant(asOf) : 0))) || now();
  const scan = (
    <Button
      id="scan"
      kind="paper"
      small
      icon="scan"
      text={billsText.scan}
      onTap={() => go.to(routes.scan())}
    />
  );
  if (fresh.length > 0)
    return (
      <Head
        answer={billsText.payable(sumFen(fresh))}
        scope={billsText.counted(fresh.length, at)}
        end={scan}
      />
    );
  if (all.length > 0)
    return (
      <Head
        answer={billsText.payable(sumFen(all))}
        scope={billsText.oldCounted(all.length, at, now())}
        end={scan}
      />
    );
  if (list.sources.some(({ state }) => state === 'unavailable'))
    return <Head answer={billsText.unasked} scope={billsText.unaskedHint} end={scan} />;
  return <Head answer={billsText.allPaid} scope={billsText.askedAt(list.sources.length, at)} end={scan} />;
}

function Nothing({ segment }: { segment: SegmentName }) {
  const { title, hint } = billsText.empty[segment];
  const bind = { id: 'bind', text: billsText.bind, onTap: () => go.to(routes.subjects()) };
  const done = segment === 'payable';
  return (
    <State
      icon={done ? 'check' : 'receipt'}
      tone={done ? 'ok' : 'plain'}
      title={title}
      hint={hint}
      main={done ? bind : undefined}
    />
  );
}

function Bills({ list }: { list: BillList }) {
  const [segment, setSegment] = useState<SegmentName>('payable');
  const unasked = segment === 'payable' && list.sources.some(({ state }) => state === 'unavailable');
  const groups = groupBills(inSegment(list.items, segment));
  const options = [
    { value: 'payable', label: billsText.segment.payable(payableNow(list.items).length) },
    { value: 'in_payment', label: billsText.segment.in_payment(inSegment(list.items, 'in_payment').length) },
    { value: 'paid', label: billsText.segment.paid },
  ];
  return (
    <>
      <Answer list={list} />
      <Segment options={options} on={segment} onPick={(value) => setSegment(value as SegmentName)} />
      {list.sources
        .filter(({ state }) => state !== 'fresh')
        .map((source) => (
          <View key={source.service} style={{ marginBottom: '12px' }}>
            <Notice icon="unlink">{silentWords(source, now())}</Notice>
          </View>
        ))}
      {groups.length === 0 && !unasked ? <Nothing segment={segment} /> : null}
      {groups.map((group, index) => (
        <GroupCard key={group.label} group={group} now={now()} index={index} />
      ))}
      <Tap
        id="add"
        className="meta foot foot--tap"
        label={billsText.missing + billsText.addOne}
        onTap={() => go.to(routes.subjects())}
      >
        {billsText.missing}
        <View className="link">{billsText.addOne}</View>
      </Tap>
    </>
  );
}

/** Every bill of this resident, by whose and where. */
export default function BillListPage() {
  const service = useQuery('service');
  const answer = useAnswer(() => load(service), service);
  return (
    <Page title={places.bills}>
      <Settle answer={answer}>{(list) => <Bills list={list} />}</Settle>
    </Page>
  );
}
