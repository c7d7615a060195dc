import type { ServiceView } from '../../../bff/contract';
import { count } from './format';

export const servicesText = {
  answer: (n: number) => `能办 ${count(n, '项')}`,
  scope: '接上一家，这里就多一项',
  search: '搜服务和单位',
  none: (q: string) => ({ title: `没有找到“${q}”`, hint: '换个说法，或打服务热线问一问。' }),
  transport: { live: '即时办理', batch: '每天更新', manual: '人工受理' },
};

const verbWords: Record<ServiceView['verbs'][number], string> = {
  records: '查',
  bills: '缴',
  bookings: '约',
  cases: '办',
  credentials: '证',
};
export const verbWord = (verb: ServiceView['verbs'][number]): string => verbWords[verb];

/** By what a resident may type: name, bureau, theme, life event. */
export function matches(service: ServiceView, q: string): boolean {
  const words = [service.title, service.department, ...service.themes, ...service.lifeEvents];
  return words.some((word) => word.includes(q.trim()));
}

export interface ThemeGroup {
  theme: string;
  services: ServiceView[];
}

/** A service stands under its first theme only. */
export function byTheme(services: ServiceView[]): ThemeGroup[] {
  const themeOf = (service: ServiceView) => service.themes[0] ?? '其他';
  const themes = [...new Set(services.map(themeOf))];
  return themes.map((theme) => ({
    theme,
    services: services.filter((service) => themeOf(service) === theme),
  }));
}
