import { View } from '@tarojs/components';
import type { AccessList, AccessView, ServiceView } from '../../../../../bff/contract';
import { listAccess } from '../../../api/privacy';
import { listServices } from '../../../api/services';
import { now } from '../../../session/clock';
import { Page } from '../../../session/frame';
import { More } from '../../../session/more';
import { Settle } from '../../../session/settle';
import { useList } from '../../../session/use-list';
import { day, dayOf, lastDays } from '../../../text/format';
import { places } from '../../../text/places';
import { privacyText } from '../../../text/privacy';
import { Head } from '../../../ui/frame';
import { spoken } from '../../../ui/spoken';
import { State } from '../../../ui/state';
import { AccessRow } from './access-row';

const DAYS = 30;
const DAY_MS = 86_400_000;
const TALLEST = 42;

/** Looks per day of the last thirty, tallest day as tall as the card allows. */
function Month({ items }: { items: AccessView[] }) {
  const counts = lastDays(DAYS, now()).map((one) => ({
    one,
    looks: items.filter((item) => dayOf(item.at) === one).length,
  }));
  const most = Math.max(1, ...counts.map(({ looks }) => looks));
  return (
    <View className="card card--pad">
      <View className="bars" {...spoken({ role: 'img', label: privacyText.bars })}>
        {counts.map(({ one, looks }) => (
          <View
            key={one}
            className={looks > 0 ? 'bar-i bar-i--on' : 'bar-i'}
            style={looks > 0 ? { height: `${Math.max(8, Math.round((TALLEST * looks) / most))}px` } : {}}
          />
        ))}
      </View>
      <View className="flex between meta num">
        <View>{day(now() - (DAYS - 1) * DAY_MS, now())}</View>
        <View>{privacyText.today}</View>
      </View>
    </View>
  );
}

/** The catalogue gives bureaus their names. */
async function load(cursor?: string): Promise<AccessList & { services: ServiceView[] }> {
  const [list, catalogue] = await Promise.all([listAccess(cursor), listServices()]);
  return { ...list, services: catalogue.items };
}

/** Who looked at her data: which system, why, on what ground, at what. */
export default function LedgerPage() {
  const { answer, items, more, growing } = useList<AccessView, Awaited<ReturnType<typeof load>>>(load);
  const recent = items.filter(
    (item) => dayOf(item.at) > dayOf(new Date(now() - DAYS * DAY_MS).toISOString()),
  );
  const systems = new Set(recent.map((item) => item.system)).size;
  return (
    <Page title={places.privacy}>
      <Settle answer={answer}>
        {({ services }) =>
          items.length === 0 ? (
            <State icon="eye" tone="ok" {...privacyText.none} />
          ) : (
            <>
              <Head
                answer={privacyText.answer(recent.length, more !== null)}
                scope={privacyText.scope(systems)}
              />
              <Month items={recent} />
              <View className="card gap">
                {items.map((access) => (
                  <AccessRow key={access.id} access={access} services={services} />
                ))}
              </View>
              <More more={more} growing={growing} />
            </>
          )
        }
      </Settle>
    </Page>
  );
}
