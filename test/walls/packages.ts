import { npm, testCode, typesOnly, wall } from './wall.ts';

export const packageWalls = [
  wall(
    'network-has-few-doors',
    'Only the kit, WeChat Pay and WeChat open connections, and two servers listen; the simulated city and tests may too.',
    {
      path: '^(adapters|bff)/',
      pathNot:
        '^(adapters/kit/http[^/]*\\.ts$|bff/payments/wechat-pay/|bff/platform/wechat/|bff/(http|ops)/server\\.ts$)',
    },
    {
      path: [npm('undici'), '^(node:)?(http|https|http2|net|tls|dgram)$'],
      ...typesOnly,
    },
  ),
  wall(
    'stores-belong-to-the-platform',
    'Drivers are opened in one place.',
    { path: '^(bff|mocks|miniapp)/', pathNot: ['^bff/platform/', '^mocks/kit/books\\.ts$'] },
    { path: npm('mysql2', 'better-sqlite3', 'redis') },
  ),
  wall(
    'wechat-pay-belongs-to-payments',
    'The library signs and builds requests behind our own verification, nowhere else.',
    { path: '^(?!bff/payments/wechat-pay/)' },
    { path: npm('wechatpay-node-v3') },
  ),
  wall(
    'no-test-code-in-the-product',
    'What is made for tests is imported by tests.',
    { path: '^(adapters|bff|mocks|miniapp/src)/' },
    { path: testCode },
  ),
  wall(
    'no-dev-package-in-the-product',
    'The product runs on its dependencies alone.',
    { path: '^(adapters|bff|mocks)/' },
    { dependencyTypes: ['npm-dev'], ...typesOnly },
  ),
  {
    ...wall(
      'no-circle',
      'Nothing imports itself by a detour.',
      {},
      { circular: true, viaOnly: { ...typesOnly } },
    ),
    from: {},
  },
  wall(
    'no-unknown-import',
    'What is imported exists.',
    { path: '^(adapters|bff|mocks|test)/' },
    { couldNotResolve: true },
  ),
];
