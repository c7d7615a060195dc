import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon';
import { spoken } from './spoken';
import { Tap } from './tap';

interface ScreenProps {
  theme: 'light' | 'dark';
  city: string;
  elder: boolean;
  children: ReactNode;
}

/** Root of every page: theme, city and elder version are three classes here. */
export function Screen({ theme, city, elder, children }: ScreenProps) {
  return <View className={`yjt ${theme} city-${city}${elder ? ' elder' : ''}`}>{children}</View>;
}

interface NavProps {
  /** px of the phone's status bar above, px kept free for the capsule. */
  top: number;
  right: number;
  title?: string;
  backLabel?: string;
  onBack?: (() => void) | undefined;
  children?: ReactNode;
}

/** Only names the place. */
export function Nav({ top, right, title, backLabel, onBack, children }: NavProps) {
  return (
    <View style={{ paddingTop: `${top}px`, paddingRight: `${right}px` }}>
      <View className="nav">
        {onBack ? (
          <Tap id="back" className="nav__back" label={backLabel} onTap={onBack}>
            <Icon name="back" />
          </Tap>
        ) : null}
        {title ? <View className="nav__title">{title}</View> : null}
        {children}
      </View>
    </View>
  );
}

interface HeadProps {
  answer: ReactNode;
  scope?: ReactNode;
  /** A seal above, for results. */
  seal?: ReactNode;
  /** One quiet action at the right. */
  end?: ReactNode;
  status?: boolean;
}

/** The first line is the answer; the second says of what, or as of when. */
export function Head({ answer, scope, seal, end, status = false }: HeadProps) {
  return (
    <View className={end ? 'head head--split' : 'head'}>
      {seal ? <View className="head__seal">{seal}</View> : null}
      <View {...(status ? spoken({ role: 'status' }) : {})}>
        <View id="answer" className="h1 num">
          {answer}
        </View>
        {scope ? <View className="sub">{scope}</View> : null}
      </View>
      {end ? <View className="head__end">{end}</View> : null}
    </View>
  );
}

/** Title of a part of the page, with one quiet link. */
export function Section({ title, link, onLink }: { title: string; link?: string; onLink?: () => void }) {
  return (
    <View className="sec">
      <View className="h2">{title}</View>
      {link ? (
        <Tap id="all" className="sec__a" label={link} onTap={onLink}>
          {link}
        </Tap>
      ) : null}
    </View>
  );
}

export interface TabEntry {
  id: string;
  title: string;
  label: string;
  icon: IconName;
  badge?: number;
  onTap: () => void;
}

export function TabBar({ tabs, on }: { tabs: TabEntry[]; on: string }) {
  return (
    <View className="tabbar" {...spoken({ role: 'tablist' })}>
      {tabs.map((tab) => (
        <Tap
          key={tab.id}
          id={`tab-${tab.id}`}
          className={tab.id === on ? 'tab tab--on' : 'tab'}
          role="tab"
          label={tab.label}
          selected={tab.id === on}
          onTap={tab.onTap}
        >
          <Icon name={tab.icon} />
          {tab.title}
          {tab.badge ? (
            <View className="tab__n" {...spoken({ hidden: true })}>
              {tab.badge > 99 ? '99+' : tab.badge}
            </View>
          ) : null}
        </Tap>
      ))}
    </View>
  );
}
