import { Text, View } from '@tarojs/components';
import type { Order } from '../../../../../bff/contract';
import { resultText } from '../../../text/checkout';
import { instant, money } from '../../../text/format';
import { steps } from '../../../text/result';
import { Icon } from '../../../ui/icon';
import { Row } from '../../../ui/row';
import { Ticks } from '../../../ui/ticks';
import { Timeline } from '../../../ui/timeline';
import { go, routes } from '../../../wx/go';

const MINUTE = 60_000;
const MOST_MARKS = 30;

/** From payment to the latest moment, a mark per minute; a longer wait is shown in thirty equal marks. */
function marks(from: number, until: number, now: number): { total: number; past: number; spoken: string } {
  const minutes = Math.max(1, Math.round((until - from) / MINUTE));
  const total = Math.min(MOST_MARKS, minutes);
  const share = Math.min(1, Math.max(0, (now - from) / (until - from)));
  return {
    total,
    past: Math.floor(total * share),
    spoken: resultText.ticks(minutes, Math.floor(minutes * share)),
  };
}

/** While it is open: how long at most. */
export function Deadline({ order, now }: { order: Order; now: number }) {
  if (order.status !== 'processing' || !order.resolveBy || !order.paidAt) return null;
  const [from, until] = [instant(order.paidAt), instant(order.resolveBy)];
  const { total, past, spoken } = marks(from, until, now);
  const [first] = order.lines;
  return (
    <View className="card card--pad">
      <View className="flex between">
        <Text className="lead num">
          {first?.title} {money(order.totalFen)}
        </Text>
        <Text className="sub num nowrap">{resultText.left(until, now)}</Text>
      </View>
      <View className="gap">
        <Ticks total={total} past={past} label={spoken} />
      </View>
      <View className="flex between meta num">
        <Text>{resultText.paidAt(from)}</Text>
        <Text>{resultText.latest(until, now)}</Text>
      </View>
    </View>
  );
}

export function History({ order, now }: { order: Order; now: number }) {
  const gap = order.status === 'processing' && order.resolveBy && order.paidAt ? ' gap' : '';
  return (
    <View className={`card card--pad${gap}`}>
      <Timeline steps={steps(order, now)} />
    </View>
  );
}

/** The slip, and the bills it paid. */
export function MoreToSee({ order }: { order: Order }) {
  return (
    <View className="card gap">
      {order.status === 'done' ? (
        <Row
          id="receipt"
          flush
          lead={<Icon name="receipt" />}
          title={resultText.receipt}
          sub={resultText.receiptHint}
          arrow
          onTap={() => go.to(routes.receipt(order.id))}
        />
      ) : null}
      {order.lines.map((line, i) => (
        <Row
          key={line.billId}
          id={`line-${i}`}
          flush
          lead={<Icon name="file" />}
          title={order.lines.length > 1 ? `${line.title} ${money(line.amountFen)}` : resultText.bill}
          sub={order.lines.length > 1 ? line.subjectLabel : resultText.billHint}
          arrow
          onTap={() => go.to(routes.bill(line.billId))}
        />
      ))}
    </View>
  );
}
