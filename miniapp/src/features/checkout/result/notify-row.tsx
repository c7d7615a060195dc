import { View } from '@tarojs/components';
import { useEffect, useState } from 'react';
import type { Grant } from '../../../../../bff/contract';
import { isApiError } from '../../../api/error';
import { listGrants, reportGrant } from '../../../api/messages';
import { notifyText } from '../../../text/notify';
import { SwitchRow } from '../../../ui/choose';
import { subscribe } from '../../../wx/subscribe';

/** The template to ask for. Fetched beforehand: WeChat's sheet opens only straight from a tap. */
function useGrant(): [Grant | null, (grant: Grant) => void] {
  const [grant, setGrant] = useState<Grant | null>(null);
  useEffect(() => {
    listGrants().then(
      ({ items }) => setGrant(items[0] ?? null),
      // Without the list there is nothing to ask for; the result itself does not depend on it.
      (error: unknown) => {
        if (!isApiError(error)) throw error;
      },
    );
  }, []);
  return [grant, setGrant];
}

/** Offers one WeChat message when there is a result. */
export function NotifyRow() {
  const [grant, setGrant] = useGrant();
  const [refused, setRefused] = useState(false);
  if (!grant) return null;
  const granted = grant.remaining > 0;
  const ask = async () => {
    const result = await subscribe(grant.templateId);
    setRefused(result !== 'accept');
    setGrant(await reportGrant(grant.templateId, result));
  };
  const sub = granted ? notifyText.granted : refused ? notifyText.refused : notifyText.hint;
  return (
    <View className="card gap">
      <SwitchRow
        id="notify"
        icon="bell"
        title={notifyText.title}
        sub={sub}
        on={granted}
        onTap={granted ? undefined : ask}
      />
    </View>
  );
}
