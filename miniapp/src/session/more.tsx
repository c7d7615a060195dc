import { View } from '@tarojs/components';
import { listText } from '../text/list';
import { Button } from '../ui/button';

/** Under a list that goes on: the next page, on demand. `more` is null at its end. */
export function More({ more, growing }: { more: (() => void) | null; growing: boolean }) {
  if (!more) return null;
  return (
    <View className="gap">
      <Button
        id="more"
        kind="paper"
        text={growing ? listText.loading : listText.more}
        off={growing}
        onTap={more}
      />
    </View>
  );
}
