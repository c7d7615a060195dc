import { View } from '@tarojs/components';
import { useEffect, useState } from 'react';
import { identityText } from '../../../text/identity';
import { Button } from '../../../ui/button';
import { ownCard, type PersonCard } from '../../../wx/simulation';

/** Only in the simulated city: its personas carry their identity cards. */
export function OwnCard({ onFill }: { onFill: (card: PersonCard) => void }) {
  const [card, setCard] = useState<PersonCard | null>(null);
  useEffect(() => {
    // A real city answers null; a simulated one that cannot be reached has no card to offer either.
    ownCard().then(setCard, () => setCard(null));
  }, []);
  if (!card) return null;
  return (
    <View className="gap">
      <Button id="own-card" kind="paper" text={identityText.simulatedPerson} onTap={() => onFill(card)} />
    </View>
  );
}
