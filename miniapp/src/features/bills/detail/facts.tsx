import { View } from '@tarojs/components';
import type { FactView } from '../../../../../bff/contract';
import { billsText } from '../../../text/bills';
import { instant } from '../../../text/format';
import { AsOf, KeyValue } from '../../../ui/facts';
import { Section } from '../../../ui/frame';

/** Source and time once when all facts share them, else beside each fact. */
export function Facts({ facts, now }: { facts: FactView[]; now: number }) {
  const [first] = facts;
  if (!first) return null;
  const shared = facts.every(({ source, asOf }) => source === first.source && asOf === first.asOf);
  const from = (fact: FactView) => billsText.from(fact.source, instant(fact.asOf), now);
  return (
    <>
      <Section title={billsText.facts} />
      <View className="card card--facts">
        {facts.map((fact) => (
          <KeyValue key={fact.name} name={fact.label} note={shared ? undefined : from(fact)}>
            {fact.value}
          </KeyValue>
        ))}
        {shared ? <AsOf ruled>{billsText.allFrom(first.source, instant(first.asOf), now)}</AsOf> : null}
      </View>
    </>
  );
}
