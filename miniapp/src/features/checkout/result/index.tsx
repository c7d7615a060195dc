import { useState } from 'react';
import type { Order } from '../../../../../bff/contract';
import { closeOrder, getOrder } from '../../../api/orders';
import { happened, now } from '../../../session/clock';
import { Page } from '../../../session/frame';
import { hotline } from '../../../session/known';
import { Settle, Trouble } from '../../../session/settle';
import { useStore } from '../../../session/store';
import { type Answer, useAnswer } from '../../../session/use-answer';
import { resultText } from '../../../text/checkout';
import { places } from '../../../text/places';
import { verdict } from '../../../text/result';
import { type Action, Bar } from '../../../ui/button';
import { Head } from '../../../ui/frame';
import { Seal } from '../../../ui/seal';
import { confirmed } from '../../../wx/ask';
import { dial } from '../../../wx/dial';
import { go, routes } from '../../../wx/go';
import { useQuery } from '../../../wx/page';
import { type Paying, usePaying } from '../paying';
import { NotifyRow } from './notify-row';
import { Deadline, History, MoreToSee } from './parts';
import { isOpen, usePolling } from './polling';

/** After the cashier WeChat's own word may take a few seconds. */
const ASKING_MS = 12_000;

async function load(id: string): Promise<Order> {
  const order = await getOrder(id);
  for (const { at } of order.steps) happened(at);
  return order;
}

interface Ways {
  main: Action;
  other?: Action;
  narrow?: boolean;
}

function unpaidWays(order: Order, paying: Paying, reload: () => Promise<void>): Ways {
  const giveUp = async () => {
    if (!(await confirmed(resultText.giveUpAsk))) return;
    await closeOrder(order.id).finally(reload);
  };
  return {
    main: {
      id: 'pay-on',
      text: resultText.payOn(order.totalFen),
      off: paying.phase !== 'idle',
      onTap: () => paying.payFor(order.id),
    },
    other: { id: 'give-up', text: resultText.giveUp, onTap: giveUp },
    narrow: true,
  };
}

function ways(
  order: Order,
  asking: boolean,
  line: string,
  paying: Paying,
  reload: () => Promise<void>,
): Ways {
  const home = { id: 'home', text: resultText.home, onTap: () => go.tab(routes.home()) };
  const bills = { id: 'bills', text: resultText.bills, onTap: () => go.swap(routes.bills()) };
  if (order.status === 'unpaid' && !asking) return unpaidWays(order, paying, reload);
  if (order.status === 'done' || order.status === 'closed')
    return { main: { ...home, text: resultText.finish }, other: bills };
  const spoken = resultText.callSpoken(line, order.id);
  const call = { id: 'call', text: line, icon: 'phone' as const, label: spoken, onTap: () => dial(line) };
  return { main: home, other: call, narrow: true };
}

function Result({ order, asking }: { order: Order; asking: boolean }) {
  const at = now();
  const { answer, scope, tone, icon } = verdict(order, asking, at);
  return (
    <>
      <Head seal={<Seal icon={icon} tone={tone} large />} answer={answer} scope={scope} status />
      <Deadline order={order} now={at} />
      <History order={order} now={at} />
      <MoreToSee order={order} />
      {order.status === 'processing' || asking ? <NotifyRow /> : null}
    </>
  );
}

/** Just back from the cashier and not yet sure. */
function useAsking(answer: Answer<Order>): boolean {
  const fromCashier = useQuery('from') === 'pay';
  const [since] = useState(Date.now);
  return fromCashier && answer.value?.status === 'unpaid' && Date.now() - since < ASKING_MS;
}

/** What became of an order. The order alone knows; the cashier's word is not asked. */
export default function ResultPage() {
  const id = useQuery('id') ?? '';
  const answer = useAnswer(() => load(id), id);
  const asking = useAsking(answer);
  const paying = usePaying();
  const line = useStore(hotline);
  const order = answer.value;
  usePolling(order !== null && isOpen(order, asking), order, answer.reload);
  const bar = order ? <Bar {...ways(order, asking, line, paying, answer.reload)} /> : null;
  return (
    <Page title={places.result} bar={bar}>
      {paying.trouble ? (
        <Trouble trouble={paying.trouble} retry={answer.reload} />
      ) : (
        <Settle answer={answer}>{(value) => <Result order={value} asking={asking} />}</Settle>
      )}
    </Page>
  );
}
