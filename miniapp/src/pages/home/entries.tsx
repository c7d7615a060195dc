import { View } from '@tarojs/components';
import { look, switchElder } from '../../session/prefs';
import { useStore } from '../../session/store';
import { homeText } from '../../text/home';
import { places } from '../../text/places';
import { Icon, type IconName } from '../../ui/icon';
import { Seal } from '../../ui/seal';
import { Tap } from '../../ui/tap';
import { go, routes } from '../../wx/go';

/** Where we are, and the way into the elder version. */
export function HomeNav({ region }: { region: string | undefined }) {
  const { elder } = useStore(look);
  const mode = elder ? homeText.standard : homeText.elder;
  return (
    <>
      <View className="nav__place">
        {region ? <Icon name="pin" small /> : null}
        {region ?? places.app}
      </View>
      <Tap id="elder" className="nav__mode" label={mode} onTap={switchElder}>
        <View className="nav__pill">{mode}</View>
      </Tap>
    </>
  );
}

export function SearchEntry() {
  return (
    <View className="search">
      <Tap
        id="search"
        className="search__go"
        role="search"
        label={homeText.search}
        onTap={() => go.tab(routes.services())}
      >
        <Icon name="search" small />
        <View className="search__t">{homeText.search}</View>
      </Tap>
      <Tap id="scan" className="search__scan" label={homeText.scan} onTap={() => go.to(routes.scan())}>
        <Icon name="scan" />
      </Tap>
    </View>
  );
}

const entries: { id: keyof typeof homeText.quick; icon: IconName; to: () => string }[] = [
  { id: 'bills', icon: 'receipt', to: () => routes.bills() },
  { id: 'scan', icon: 'scan', to: routes.scan },
  { id: 'subjects', icon: 'car', to: routes.subjects },
  { id: 'orders', icon: 'file', to: routes.orders },
  { id: 'privacy', icon: 'eye', to: routes.privacy },
];

/** What works today; a verb without a service behind it has no entry. */
export function QuickEntries() {
  return (
    <View className="verbs">
      {entries.map(({ id, icon, to }) => (
        <Tap
          key={id}
          id={`entry-${id}`}
          className="verb"
          label={homeText.quick[id]}
          onTap={() => go.to(to())}
        >
          <Seal icon={icon} tone="paper" large />
          <View className="verb__t">{homeText.quick[id]}</View>
        </Tap>
      ))}
    </View>
  );
}
