import Taro from '@tarojs/taro';

const page = (path: string, query: Record<string, string | undefined> = {}) => {
  const pairs = Object.entries(query).filter((pair): pair is [string, string] => Boolean(pair[1]));
  const text = pairs.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
  return `/${path}/index${text ? `?${text}` : ''}`;
};

/** Every address inside the app. */
export const routes = {
  home: () => page('pages/home'),
  services: () => page('pages/services'),
  messages: () => page('pages/messages'),
  me: () => page('pages/me'),
  bills: (service?: string) => page('features/bills/list', { service }),
  bill: (id: string) => page('features/bills/detail', { id }),
  scan: () => page('features/bills/scan'),
  confirm: (billIds: string[]) => page('features/checkout/confirm', { bills: billIds.join(',') }),
  order: (id: string) => page('features/checkout/result', { id }),
  /** The same page just after the cashier. */
  afterPaying: (id: string) => page('features/checkout/result', { id, from: 'pay' }),
  orders: () => page('features/checkout/orders'),
  receipt: (id: string) => page('features/checkout/receipt', { id }),
  verify: () => page('features/identity/verify'),
  subjects: () => page('features/subjects/list'),
  bind: (service: string, kind: string) => page('features/subjects/bind', { service, kind }),
  privacy: () => page('features/privacy/ledger'),
};

const ignore = () => undefined;

export const go = {
  to: (url: string): void => {
    Taro.navigateTo({ url }).catch(ignore);
  },
  /** In place of the current page. */
  swap: (url: string): void => {
    Taro.redirectTo({ url }).catch(ignore);
  },
  tab: (url: string): void => {
    Taro.switchTab({ url }).catch(ignore);
  },
  /** One page back; a page opened from a message or a link has none behind it and goes home. */
  back: (): void => {
    if (Taro.getCurrentPages().length > 1) Taro.navigateBack().catch(ignore);
    else go.tab(routes.home());
  },
};
