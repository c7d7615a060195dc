import type { Home } from '../../../../bff/contract';
import { readHome } from '../../api/home';
import { now } from '../../session/clock';
import { Page } from '../../session/frame';
import { learn } from '../../session/known';
import { Settle } from '../../session/settle';
import { useAnswer } from '../../session/use-answer';
import { Bureaus } from './bureaus';
import { HomeNav, QuickEntries, SearchEntry } from './entries';
import { ElderCall, Todos } from './todos';

async function load(): Promise<Home> {
  const home = await readHome();
  learn(home);
  return home;
}

export default function HomePage() {
  const answer = useAnswer(load);
  return (
    <Page tab="home" nav={<HomeNav region={answer.value?.region.name} />}>
      <SearchEntry />
      <Settle answer={answer}>
        {(home) => (
          <>
            <Todos home={home} now={now()} old={answer.trouble !== null} />
            <ElderCall hotline={home.city.hotline} />
            <QuickEntries />
            <Bureaus cards={home.cards} now={now()} />
          </>
        )}
      </Settle>
    </Page>
  );
}
