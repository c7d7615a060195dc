import { Text, View } from '@tarojs/components';
import type { Home } from '../../../../bff/contract';
import { type Due, dueWords, marksLabel, marksOf } from '../../text/due';
import { instant, money, spokenMoney } from '../../text/format';
import { askedOf, homeText } from '../../text/home';
import { sentence } from '../../text/spoken-row';
import { troubleText } from '../../text/trouble';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/facts';
import { Row } from '../../ui/row';
import { Seal } from '../../ui/seal';
import { State } from '../../ui/state';
import { Ticks } from '../../ui/ticks';
import { dial } from '../../wx/dial';
import { go, routes } from '../../wx/go';

type Todo = Home['todos'][number];

/** The most pressing deadline, mark by mark. */
function Deadline({ due, consequence }: { due: Due; consequence: string | undefined }) {
  const marks = marksOf(due);
  return (
    <>
      {marks ? <Ticks {...marks} tone={due.near ? 'warn' : 'accent'} label={marksLabel(due)} /> : null}
      <View className="ticks-note">
        <Text className={due.near ? 't-warn b' : 'ink2'}>{due.full}</Text>
        {consequence ? <Text className="ink3 aux-i">{homeText.consequence(consequence)}</Text> : null}
      </View>
    </>
  );
}

function TodoRow({ todo, first, now }: { todo: Todo; first: boolean; now: number }) {
  const due = todo.dueAt ? dueWords(instant(todo.dueAt), now) : null;
  const amount = todo.amountFen;
  const isOrder = todo.kind === 'order';
  const orderNote = isOrder && todo.dueAt ? homeText.soonest(instant(todo.dueAt), now) : homeText.checking;
  const note = isOrder ? (
    orderNote
  ) : due ? (
    <Text className={due.near ? 't-warn b' : ''}>{due.short}</Text>
  ) : undefined;
  const pressing = first && !isOrder && !todo.stale && due !== null;
  const open = () => go.to(isOrder ? routes.order(todo.ref.id) : routes.bill(todo.ref.id));
  return (
    <Row
      id={`todo-${todo.ref.id}`}
      label={sentence(todo.title, amount !== undefined && spokenMoney(amount), todo.subtitle, due?.full)}
      lead={
        <Seal
          word={isOrder ? undefined : '缴'}
          icon={isOrder ? 'clock' : undefined}
          tone={todo.stale ? 'off' : pressing ? 'solid' : 'soft'}
        />
      }
      title={todo.title}
      sub={todo.subtitle}
      lines="two"
      quiet={todo.stale}
      value={amount === undefined ? undefined : money(amount)}
      note={pressing ? undefined : note}
      under={pressing ? <Deadline due={due} consequence={todo.consequence} /> : undefined}
      onTap={open}
    />
  );
}

function NothingToDo({ home, at }: { home: Home; at: number }) {
  const bind = { id: 'bind', text: homeText.bind, onTap: () => go.to(routes.subjects()) };
  const prove = { id: 'prove', text: homeText.toProve, onTap: () => go.to(routes.verify()) };
  if (home.citizen.level === 'L1')
    return (
      <State
        icon="idcard"
        tone="soft"
        title={homeText.prove}
        hint={homeText.proveHint}
        main={prove}
        other={bind}
      />
    );
  const { silent, clear } = askedOf(home.cards);
  if (silent.length > 0) {
    const hint = homeText.unsureHint(silent, clear);
    return <State icon="unlink" tone="off" title={homeText.unsure} hint={hint} main={bind} />;
  }
  const hint = homeText.noneHint(at, clear);
  return <State icon="check" tone="ok" title={homeText.none} hint={hint} main={bind} />;
}

/** The answer of the home page: what wants doing, most pressing first. */
export function Todos({ home, now, old }: { home: Home; now: number; old: boolean }) {
  const at = instant(home.checkedAt);
  const silent = askedOf(home.cards).silent.length;
  return (
    <>
      <View className="sec sec--first">
        <View id="answer" className="h1">
          {homeText.answer(home.todos.length, silent)}
        </View>
        <View className="sub num">
          {silent === 0 ? <Text className="aux-i">{homeText.date(at)}</Text> : null}
          {homeText.checked(at, home.todos.length > 0 ? silent : 0)}
        </View>
      </View>
      {old ? <Notice icon="offline">{troubleText.old(at)}</Notice> : null}
      {home.todos.length === 0 ? (
        <NothingToDo home={home} at={at} />
      ) : (
        <View className={old ? 'card gap' : 'card'}>
          {home.todos.map((todo, i) => (
            <TodoRow key={todo.id} todo={todo} first={i === 0} now={now} />
          ))}
        </View>
      )}
    </>
  );
}

export function ElderCall({ hotline }: { hotline: string }) {
  return (
    <View className="only-elder gap">
      <View className="grow">
        <Button
          id="call"
          kind="paper"
          icon="phone"
          text={homeText.call(hotline)}
          onTap={() => dial(hotline)}
        />
      </View>
    </View>
  );
}
