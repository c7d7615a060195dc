/** What WeChat gives a mini-program, played against the real backend and the simulated city: nothing succeeds by itself. */
export type Powers = Record<string, unknown>;

interface Callbacks {
  success?: (answer: object) => void;
  fail?: (answer: object) => void;
  complete?: (answer: object) => void;
}

interface RequestOptions extends Callbacks {
  url: string;
  method?: string;
  data?: unknown;
  header?: Record<string, string>;
}

/** Like the real wx.*: callbacks when any is given, and a promise as well. */
function power<O extends Callbacks>(name: string, act: (options: O) => Promise<object>) {
  return (options: O = {} as O) => {
    const settled = act(options).then(
      (answer) => ({ ok: true, answer: { errMsg: `${name}:ok`, ...answer } }),
      (error: Error) => ({ ok: false, answer: { errMsg: `${name}:fail ${error.message}` } }),
    );
    const called = settled.then(({ ok, answer }) => {
      if (ok) options.success?.(answer);
      else options.fail?.(answer);
      options.complete?.(answer);
      if (!ok && !options.fail && !options.complete) throw answer;
      return answer;
    });
    // A caller with callbacks never looks at the promise.
    called.catch(() => {});
    return called;
  };
}

export interface Surroundings {
  /** Where the backend really listens; the artifact was built with its own default address. */
  bff: string;
  city: string;
  /** Login code that wx.login hands out. */
  loginCode: string;
  /** What the resident does at WeChat's cashier. */
  atCashier?: () => 'paid' | 'cancel';
  /** What wx.scanCode reads. */
  scanned?: () => string;
  /** Answer to the subscription question, per template. */
  subscribes?: () => 'accept' | 'reject';
}

const post = (url: string, body: object) =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

export function livePowers(around: Surroundings): Powers {
  const storage = new Map<string, unknown>();
  const request = power<RequestOptions>('request', async ({ url, method = 'GET', data, header }) => {
    const { pathname, search } = new URL(url);
    const body =
      data === undefined || method === 'GET'
        ? undefined
        : typeof data === 'string'
          ? data
          : JSON.stringify(data);
    const answer = await fetch(around.bff + pathname + search, {
      method,
      headers: header ?? {},
      ...(body && { body }),
    });
    const text = await answer.text();
    return {
      statusCode: answer.status,
      header: Object.fromEntries(answer.headers),
      data: text === '' ? '' : (JSON.parse(text) as unknown),
    };
  });
  return {
    request: (options: RequestOptions) => {
      const running = request(options);
      return Object.assign(running, { abort() {} });
    },
    login: power('login', async () => ({ code: around.loginCode })),
    requestPayment: power<Callbacks & { package: string }>('requestPayment', async (asked) => {
      const prepayId = asked.package.replace('prepay_id=', '');
      const result = around.atCashier?.() ?? 'paid';
      const answer = await post(`${around.city}/_city/wechat/cashier/${prepayId}`, { result });
      if (!answer.ok) throw new Error(await answer.text());
      if (result === 'cancel') throw new Error('cancel');
      return {};
    }),
    scanCode: power('scanCode', async () => {
      if (!around.scanned) throw new Error('cancel');
      return { result: around.scanned(), scanType: 'QR_CODE' };
    }),
    requestSubscribeMessage: power<Callbacks & { tmplIds: string[] }>(
      'requestSubscribeMessage',
      async ({ tmplIds }) => {
        const answer = around.subscribes?.() ?? 'accept';
        if (answer === 'accept') {
          const login = around.loginCode.replace('demo-', '');
          for (const templateId of tmplIds) {
            await post(`${around.city}/_city/wechat/grants`, { login, templateId, count: 1 });
          }
        }
        return Object.fromEntries(tmplIds.map((id) => [id, answer]));
      },
    ),
    showModal: power('showModal', async () => ({ confirm: true, cancel: false })),
    getStorageSync: (key: string) => storage.get(key) ?? '',
    setStorageSync: (key: string, value: unknown) => void storage.set(key, value),
    removeStorageSync: (key: string) => void storage.delete(key),
    getStorage: power<Callbacks & { key: string }>('getStorage', async ({ key }) => {
      if (!storage.has(key)) throw new Error('data not found');
      return { data: storage.get(key) };
    }),
    setStorage: power<Callbacks & { key: string; data: unknown }>('setStorage', async ({ key, data }) => {
      storage.set(key, data);
      return {};
    }),
    removeStorage: power<Callbacks & { key: string }>('removeStorage', async ({ key }) => {
      storage.delete(key);
      return {};
    }),
  };
}

/** What the phone says of itself, and powers without consequence. */
export function platformFacts(): Powers {
  const window = {
    windowWidth: 375,
    windowHeight: 812,
    screenWidth: 375,
    screenHeight: 812,
    pixelRatio: 3,
    statusBarHeight: 47,
  };
  const base = { SDKVersion: '3.8.12', language: 'zh_CN', theme: 'light', fontSizeSetting: 16 };
  const quiet = () => Promise.resolve({});
  return {
    getSystemInfoSync: () => ({ ...window, ...base, platform: 'devtools' }),
    getWindowInfo: () => ({
      ...window,
      safeArea: { left: 0, right: 375, top: 47, bottom: 778, width: 375, height: 731 },
    }),
    getAppBaseInfo: () => base,
    getDeviceInfo: () => ({ platform: 'devtools' }),
    getLaunchOptionsSync: () => ({ path: '', query: {}, scene: 1001 }),
    getEnterOptionsSync: () => ({ path: '', query: {}, scene: 1001 }),
    getMenuButtonBoundingClientRect: () => ({
      top: 51,
      bottom: 83,
      left: 281,
      right: 368,
      width: 87,
      height: 32,
    }),
    getAccountInfoSync: () => ({ miniProgram: { envVersion: 'develop', appId: 'wx0' } }),
    canIUse: () => true,
    nextTick: (then: () => void) => setTimeout(then, 0),
    createSelectorQuery: selectorQuery,
    onThemeChange() {},
    offThemeChange() {},
    onError() {},
    onPageNotFound() {},
    onUnhandledRejection() {},
    onAppShow() {},
    onAppHide() {},
    ...Object.fromEntries(
      [
        'setNavigationBarTitle',
        'setNavigationBarColor',
        'setBackgroundColor',
        'stopPullDownRefresh',
        'startPullDownRefresh',
        'showToast',
        'hideToast',
        'showLoading',
        'hideLoading',
        'makePhoneCall',
        'hideTabBar',
        'showTabBar',
        'setTabBarBadge',
        'removeTabBarBadge',
        'setTabBarStyle',
        'setTabBarItem',
        'pageScrollTo',
        'setClipboardData',
      ].map((name) => [name, quiet]),
    ),
  };
}

function selectorQuery() {
  const box = {
    left: 0,
    top: 0,
    right: 100,
    bottom: 40,
    width: 100,
    height: 40,
    scrollTop: 0,
    scrollLeft: 0,
  };
  const found: object[] = [];
  const take = (then?: (answer: object) => void) => {
    found.push(box);
    then?.(box);
    return query;
  };
  const query = {
    in: () => query,
    select: () => query,
    selectAll: () => query,
    selectViewport: () => query,
    boundingClientRect: take,
    scrollOffset: take,
    fields: (_: object, then?: (answer: object) => void) => take(then),
    exec: (then?: (answers: object[]) => void) => setTimeout(() => then?.(found), 0),
  };
  return query;
}
