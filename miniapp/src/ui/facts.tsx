import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon';

type Tone = 'plain' | 'acc' | 'warn' | 'ok' | 'bad';
const toned = (part: string, tone: Tone) => (tone === 'plain' ? part : `${part} ${part}--${tone}`);

/** Facts before money: the label column is fixed, values align. */
export function KeyValue({ name, note, children }: { name: string; note?: ReactNode; children: ReactNode }) {
  return (
    <View className="kv">
      <View className="kv__k">{name}</View>
      <View className="kv__v">
        {children}
        {note ? <View className="kv__n">{note}</View> : null}
      </View>
    </View>
  );
}

/** Over a card of facts: of what, and how much. */
export function FactsHead({ title, end }: { title: string; end: string }) {
  return (
    <View className="kv-head">
      <View className="lead">{title}</View>
      <View className="lead num kv-head__e">{end}</View>
    </View>
  );
}

/** Whose and where, inside a card. */
export function GroupHead({ title, sub, icon }: { title: string; sub?: string; icon?: IconName }) {
  return (
    <View className="ghead">
      <View className="grow">
        <View className="ghead__t">{title}</View>
        {sub ? <View className="ghead__s">{sub}</View> : null}
      </View>
      {icon ? <Icon name={icon} small /> : null}
    </View>
  );
}

/** One truth on a tinted ground: icon and sentence. */
export function Notice({
  icon,
  tone = 'plain',
  children,
}: {
  icon: IconName;
  tone?: Tone;
  children: ReactNode;
}) {
  return (
    <View className={toned('notice', tone)}>
      <Icon name={icon} small />
      <View className="grow">{children}</View>
    </View>
  );
}

export function Badge({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }) {
  return <View className={toned('badge', tone)}>{children}</View>;
}

interface AsOfProps {
  icon?: IconName;
  ok?: boolean;
  ruled?: boolean;
  children: ReactNode;
}

/** Source and time of a fact. */
export function AsOf({ icon = 'clock', ok = false, ruled = false, children }: AsOfProps) {
  return (
    <View className={`asof${ok ? ' asof--ok' : ''}${ruled ? ' asof--line' : ''}`}>
      <Icon name={icon} small />
      <View className="grow">{children}</View>
    </View>
  );
}
