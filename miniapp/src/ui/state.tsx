import { View } from '@tarojs/components';
import { type Action, Pair } from './button';
import type { IconName } from './icon';
import { Seal, type SealTone } from './seal';

interface StateProps {
  icon: IconName;
  tone: SealTone;
  title: string;
  hint: string;
  main?: Action | undefined;
  other?: Action | undefined;
  /** Small print: the request's number, when it is asked again. */
  note?: string | undefined;
}

/** Empty, unreachable or wrong: what it is, why, and two ways on. */
export function State({ icon, tone, title, hint, main, other, note }: StateProps) {
  return (
    <View className="card state">
      <Seal icon={icon} tone={tone} large />
      <View id="state" className="h2">
        {title}
      </View>
      <View className="sub">{hint}</View>
      {main ? <Pair main={main} other={other} /> : null}
      {note ? <View className="meta num state__no">{note}</View> : null}
    </View>
  );
}
