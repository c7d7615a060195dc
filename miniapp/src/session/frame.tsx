import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { places, tabLabel } from '../text/places';
import { Nav, Screen, TabBar } from '../ui/frame';
import type { IconName } from '../ui/icon';
import { go, routes } from '../wx/go';
import { CAPSULE, statusBar } from '../wx/window';
import { unread } from './known';
import { look } from './prefs';
import { useStore } from './store';

export type Tab = 'home' | 'services' | 'messages' | 'me';

const tabIcons: Record<Tab, IconName> = { home: 'home', services: 'grid', messages: 'inbox', me: 'user' };
const tabOrder: Tab[] = ['home', 'services', 'messages', 'me'];

function Tabs({ on }: { on: Tab }) {
  const badge = useStore(unread);
  const tabs = tabOrder.map((id) => ({
    id,
    title: places[id],
    icon: tabIcons[id],
    label: tabLabel(places[id], id === 'messages' ? badge : 0),
    badge: id === 'messages' ? badge : 0,
    onTap: () => go.tab(routes[id]()),
  }));
  return <TabBar tabs={tabs} on={on} />;
}

interface PageProps {
  /** Names the place; absent on the home page, which draws its own. */
  title?: string;
  nav?: ReactNode;
  /** One of the four; any other page has a way back. */
  tab?: Tab;
  bar?: ReactNode;
  children: ReactNode;
}

/** A page in the city's look: navigation, body, and either the tab bar or a bottom bar. */
export function Page({ title, nav, tab, bar, children }: PageProps) {
  const { theme, city, elder } = useStore(look);
  const body = tab ? 'body' : bar ? 'body body--bar' : 'body body--plain';
  return (
    <Screen theme={theme} city={city} elder={elder}>
      <Nav
        top={statusBar()}
        right={CAPSULE}
        title={title}
        backLabel={places.back}
        onBack={tab ? undefined : go.back}
      >
        {nav}
      </Nav>
      <View className={body}>{children}</View>
      {bar}
      {tab ? <Tabs on={tab} /> : null}
    </Screen>
  );
}
