import { View } from '@tarojs/components';
import type { Order } from '../../../../../bff/contract';
import { listOrders } from '../../../api/orders';
import { now } from '../../../session/clock';
import { Page } from '../../../session/frame';
import { More } from '../../../session/more';
import { Settle } from '../../../session/settle';
import { useList } from '../../../session/use-list';
import { ordersText } from '../../../text/checkout';
import { brief, instant, money, spokenMoney } from '../../../text/format';
import { places } from '../../../text/places';
import { sentence } from '../../../text/spoken-row';
import { Head } from '../../../ui/frame';
import { Row } from '../../../ui/row';
import { Seal, type SealTone } from '../../../ui/seal';
import { State } from '../../../ui/state';
import { go, routes } from '../../../wx/go';

const tones: Record<Order['status'], SealTone> = {
  unpaid: 'warn',
  processing: 'soft',
  done: 'plain',
  refunding: 'soft',
  refunded: 'plain',
  closed: 'plain',
};

function OrderRow({ order }: { order: Order }) {
  const [first] = order.lines;
  const rest = order.lines.length > 1 ? `等 ${order.lines.length} 笔` : '';
  const title = `${first?.title ?? ''}${rest}`;
  const word = ordersText.status[order.status];
  return (
    <Row
      id={`order-${order.id}`}
      label={sentence(title, spokenMoney(order.totalFen), word)}
      lead={
        <Seal
          icon={order.status === 'processing' || order.status === 'unpaid' ? 'clock' : 'receipt'}
          tone={tones[order.status]}
        />
      }
      title={title}
      sub={first?.subjectLabel}
      quiet={order.status === 'closed'}
      value={money(order.totalFen)}
      note={`${word} ${brief(instant(order.createdAt), now())}`}
      onTap={() => go.to(routes.order(order.id))}
    />
  );
}

function Nothing() {
  const main = { id: 'bills', text: ordersText.toBills, onTap: () => go.to(routes.bills()) };
  return <State icon="receipt" tone="plain" {...ordersText.none} main={main} />;
}

/** Every payment, latest first. */
export default function OrdersPage() {
  const { answer, items, more, growing } = useList<Order, Awaited<ReturnType<typeof listOrders>>>(listOrders);
  return (
    <Page title={places.orders}>
      <Settle answer={answer}>
        {() =>
          items.length === 0 ? (
            <Nothing />
          ) : (
            <>
              <Head answer={ordersText.answer(items.length)} />
              <View className="card">
                {items.map((order) => (
                  <OrderRow key={order.id} order={order} />
                ))}
              </View>
              <More more={more} growing={growing} />
            </>
          )
        }
      </Settle>
    </Page>
  );
}
