import { View } from '@tarojs/components';
import { useState } from 'react';
import type { Message, MessageList } from '../../../../bff/contract';
import { isApiError } from '../../api/error';
import { listMessages, readMessage } from '../../api/messages';
import { Page } from '../../session/frame';
import { unread } from '../../session/known';
import { More } from '../../session/more';
import { Settle } from '../../session/settle';
import { useStore } from '../../session/store';
import { useList } from '../../session/use-list';
import { messagesText } from '../../text/messages';
import { places } from '../../text/places';
import { Segment } from '../../ui/choose';
import { Head } from '../../ui/frame';
import { State } from '../../ui/state';
import { go, routes } from '../../wx/go';
import { MessageRow } from './message-row';

async function load(cursor?: string): Promise<MessageList> {
  const list = await listMessages(cursor);
  unread.set(list.unread);
  return list;
}

/** Opens what the message is about. Marking it read may fail quietly: it then stays unread and can be opened again. */
function open(message: Message): void {
  const { kind, id } = message.ref;
  go.to(kind === 'order' ? routes.order(id) : routes.bill(id));
  if (message.readAt) return;
  readMessage(message.id).then(
    () => unread.set(Math.max(0, unread.get() - 1)),
    (error: unknown) => {
      if (!isApiError(error)) throw error;
    },
  );
}

type Shown = 'unread' | 'all';

function Inbox({ items, waiting }: { items: Message[]; waiting: number }) {
  const [shown, setShown] = useState<Shown>(waiting > 0 ? 'unread' : 'all');
  const listed = shown === 'unread' ? items.filter((message) => !message.readAt) : items;
  const options = [
    { value: 'unread', label: messagesText.segment.unread(waiting) },
    { value: 'all', label: messagesText.segment.all },
  ];
  return (
    <>
      <Segment options={options} on={shown} onPick={(value) => setShown(value as Shown)} />
      {listed.length === 0 ? <State icon="inbox" tone="plain" {...messagesText.none[shown]} /> : null}
      {listed.length === 0 ? null : (
        <View className="card">
          {listed.map((message) => (
            <MessageRow key={message.id} message={message} onTap={() => open(message)} />
          ))}
        </View>
      )}
    </>
  );
}

/** What the city told this resident, latest first. */
export default function MessagesPage() {
  const { answer, items, more, growing } = useList<Message, MessageList>(load);
  const waiting = useStore(unread);
  return (
    <Page tab="messages" title={places.messages}>
      <Settle answer={answer}>
        {() => (
          <>
            <Head answer={messagesText.answer(waiting)} scope={messagesText.scope} />
            <Inbox items={items} waiting={waiting} />
            <More more={more} growing={growing} />
          </>
        )}
      </Settle>
    </Page>
  );
}
