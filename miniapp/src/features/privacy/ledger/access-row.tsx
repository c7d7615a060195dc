import { View } from '@tarojs/components';
import type { AccessView } from '../../../../../bff/contract';
import { now } from '../../../session/clock';
import { instant, moment } from '../../../text/format';
import { privacyText } from '../../../text/privacy';
import { Badge } from '../../../ui/facts';
import { Seal } from '../../../ui/seal';

export function AccessRow({ access }: { access: AccessView }) {
  return (
    <View className="row row--top">
      <Seal word={access.system.slice(0, 1)} tone="plain" />
      <View className="row__main">
        <View className="row__line">
          <View className="row__t ell">{access.system}</View>
          <View className="meta nowrap num">{moment(instant(access.at), now())}</View>
        </View>
        <View className="row__s row__s--all">{privacyText.row(access.purpose, access.fields)}</View>
        <View className="row__marks">
          <Badge>{access.actor}</Badge>
          <Badge>{access.legalBasis}</Badge>
          <Badge>{access.outcome}</Badge>
        </View>
      </View>
    </View>
  );
}
