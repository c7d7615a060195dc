export default defineAppConfig({
  pages: ['pages/home/index', 'pages/services/index', 'pages/messages/index', 'pages/me/index'],
  subPackages: [
    { root: 'features/bills', pages: ['list/index', 'detail/index', 'scan/index'] },
    { root: 'features/checkout', pages: ['confirm/index', 'result/index', 'orders/index', 'receipt/index'] },
    { root: 'features/identity', pages: ['verify/index'] },
    { root: 'features/subjects', pages: ['list/index', 'bind/index'] },
    { root: 'features/privacy', pages: ['ledger/index'] },
  ],
  // Two taps from the home page lie bills and checkout: fetched while she reads.
  preloadRule: {
    'pages/home/index': { network: 'all', packages: ['features/bills', 'features/checkout'] },
    'pages/me/index': {
      network: 'wifi',
      packages: ['features/identity', 'features/subjects', 'features/privacy'],
    },
  },
  window: {
    navigationStyle: 'custom',
    navigationBarTextStyle: '@textStyle' as 'black',
    backgroundColor: '@paper',
    backgroundColorTop: '@paper',
    backgroundColorBottom: '@paper',
    backgroundTextStyle: '@pull' as 'dark',
  },
  // Drawn by the pages themselves, so that it follows city, dark and elder version; this only makes them tabs.
  tabBar: {
    custom: true,
    color: '#50545a',
    selectedColor: '#0a615b',
    backgroundColor: '#ffffff',
    list: [
      { pagePath: 'pages/home/index', text: '首页' },
      { pagePath: 'pages/services/index', text: '办事' },
      { pagePath: 'pages/messages/index', text: '消息' },
      { pagePath: 'pages/me/index', text: '我的' },
    ],
  },
  darkmode: true,
  themeLocation: 'theme.json',
  lazyCodeLoading: 'requiredComponents',
  __usePrivacyCheck__: true,
  // Only Taro's own router in a browser knows this word.
  ...(process.env.TARO_ENV === 'h5' ? { animation: false } : {}),
});
