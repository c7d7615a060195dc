import { View } from '@tarojs/components';
import type { Message } from '../../../../bff/contract';
import { now } from '../../session/clock';
import { brief, glue, instant } from '../../text/format';
import { messageSeal, messagesText } from '../../text/messages';
import { sentence } from '../../text/spoken-row';
import { Badge } from '../../ui/facts';
import { Seal } from '../../ui/seal';
import { Tap } from '../../ui/tap';

export function MessageRow({ message, onTap }: { message: Message; onTap: () => void }) {
  const { word, tone } = messageSeal(message);
  const fresh = !message.readAt;
  return (
    <Tap
      id={`message-${message.id}`}
      className="row row--top"
      label={sentence(fresh && messagesText.fresh, message.title, message.body)}
      onTap={onTap}
    >
      <Seal word={word} tone={fresh ? tone : 'plain'} />
      <View className="row__main">
        <View className="row__line">
          <View className="row__t ell">{message.title}</View>
          <View className="meta nowrap num">{brief(instant(message.createdAt), now())}</View>
        </View>
        <View className="row__s row__s--all">{glue(message.body)}</View>
        {fresh ? (
          <View className="row__marks">
            <Badge tone="acc">{messagesText.fresh}</Badge>
          </View>
        ) : null}
      </View>
    </Tap>
  );
}
