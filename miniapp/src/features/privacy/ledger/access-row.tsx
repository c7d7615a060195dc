import { View } from '@tarojs/components';
import type { AccessView, ServiceView } from '../../../../../bff/contract';
import { now } from '../../../session/clock';
import { instant, moment } from '../../../text/format';
import { outcomeWord, privacyText, systemName } from '../../../text/privacy';
import { Badge } from '../../../ui/facts';
import { Seal } from '../../../ui/seal';

interface AccessRowProps {
  access: AccessView;
  services: ServiceView[];
}

/** One look: whose system, when, why, at what, on what ground, and whether it got anything. */
export function AccessRow({ access, services }: AccessRowProps) {
  const service = services.find(({ id }) => id === access.system);
  const got = access.outcome === 'ok';
  return (
    <View className="row row--top">
      <Seal
        {...(service ? { word: service.seal } : { icon: 'shield' as const })}
        tone={got ? 'plain' : 'off'}
      />
      <View className="row__main">
        <View className="row__line">
          <View className="row__t ell">{systemName(access.system, services)}</View>
          <View className="meta nowrap num">{moment(instant(access.at), now())}</View>
        </View>
        <View className="row__s row__s--all">{privacyText.row(access.purpose, access.fields)}</View>
        <View className="row__marks">
          <Badge>{access.actor}</Badge>
          <Badge tone={got ? 'plain' : 'warn'}>{outcomeWord(access.outcome)}</Badge>
        </View>
        <View className="meta">{privacyText.ground(access.legalBasis)}</View>
      </View>
    </View>
  );
}
