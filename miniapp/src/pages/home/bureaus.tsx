import { View } from '@tarojs/components';
import { cardWords, type HomeCard, homeText } from '../../text/home';
import { sentence } from '../../text/spoken-row';
import { Section } from '../../ui/frame';
import { Row } from '../../ui/row';
import { Seal } from '../../ui/seal';
import { go, routes } from '../../wx/go';

function BureauRow({ card, now }: { card: HomeCard; now: number }) {
  const words = cardWords(card, now);
  const silent = card.state !== 'fresh';
  const known = silent || card.data !== null;
  return (
    <Row
      id={`card-${card.service}`}
      label={sentence(card.title, words.sub, words.value, words.note)}
      lead={<Seal word={card.title.slice(0, 1)} tone={silent ? 'off' : 'plain'} />}
      title={card.title}
      sub={words.sub}
      quiet={silent}
      value={words.value || undefined}
      note={words.note || undefined}
      onTap={() => go.to(known ? routes.bills(card.service) : routes.subjects())}
    />
  );
}

/** Each bureau on its own: one that is silent greys out alone. */
export function Bureaus({ cards, now }: { cards: HomeCard[]; now: number }) {
  if (cards.length === 0) return null;
  return (
    <>
      <Section title={homeText.byBureau} link={homeText.all} onLink={() => go.to(routes.bills())} />
      <View className="card">
        {cards.map((card) => (
          <BureauRow key={card.id} card={card} now={now} />
        ))}
      </View>
    </>
  );
}
