import { View } from '@tarojs/components';
import { readHome } from '../../api/home';
import { Page } from '../../session/frame';
import { hotline, learn } from '../../session/known';
import { look, switchElder } from '../../session/prefs';
import { Settle } from '../../session/settle';
import { citizen, signOut } from '../../session/sign-in';
import { useStore } from '../../session/store';
import { useAnswer } from '../../session/use-answer';
import { levelWords, meText } from '../../text/me';
import { places } from '../../text/places';
import { Button } from '../../ui/button';
import { SwitchRow } from '../../ui/choose';
import { Head } from '../../ui/frame';
import { Icon, type IconName } from '../../ui/icon';
import { Row } from '../../ui/row';
import { confirmed } from '../../wx/ask';
import { dial } from '../../wx/dial';
import { go, routes } from '../../wx/go';
import { Personas } from './personas';

/** Who she is, as the home page said; asked for only when this page comes first. */
async function who(): Promise<NonNullable<ReturnType<typeof citizen.get>>> {
  const known = citizen.get();
  if (known) return known;
  const home = await readHome();
  learn(home);
  return home.citizen;
}

function Entry({
  id,
  icon,
  title,
  sub,
  to,
}: {
  id: string;
  icon: IconName;
  title: string;
  sub: string;
  to: () => void;
}) {
  return <Row id={id} flush lead={<Icon name={icon} />} title={title} sub={sub} arrow onTap={to} />;
}

function Entries({ proven }: { proven: boolean }) {
  const line = useStore(hotline);
  return (
    <View className="card">
      {proven ? null : (
        <Entry
          id="prove"
          icon="idcard"
          title={meText.prove}
          sub={meText.proveHint}
          to={() => go.to(routes.verify())}
        />
      )}
      <Entry
        id="subjects"
        icon="car"
        title={meText.subjects}
        sub={meText.subjectsHint}
        to={() => go.to(routes.subjects())}
      />
      <Entry
        id="orders"
        icon="receipt"
        title={meText.orders}
        sub={meText.ordersHint}
        to={() => go.to(routes.orders())}
      />
      <Entry
        id="privacy"
        icon="eye"
        title={meText.privacy}
        sub={meText.privacyHint}
        to={() => go.to(routes.privacy())}
      />
      <Entry id="call" icon="phone" title={meText.call(line)} sub={meText.callHint} to={() => dial(line)} />
    </View>
  );
}

async function leave(): Promise<void> {
  if (!(await confirmed(meText.leaveAsk))) return;
  await signOut().finally(() => go.tab(routes.home()));
}

export default function MePage() {
  const answer = useAnswer(who);
  const { elder } = useStore(look);
  return (
    <Page tab="me" title={places.me}>
      <Settle answer={answer}>
        {({ displayName, level }) => (
          <>
            <Head answer={displayName || meText.stranger} scope={levelWords[level]} />
            <Entries proven={level !== 'L1'} />
          </>
        )}
      </Settle>
      <View className="card gap">
        <SwitchRow
          id="elder"
          icon="user"
          title={meText.elder}
          sub={meText.elderHint}
          on={elder}
          onTap={switchElder}
        />
      </View>
      <Personas />
      <View className="gap">
        <Button id="leave" kind="paper" text={meText.leave} onTap={leave} />
      </View>
    </Page>
  );
}
