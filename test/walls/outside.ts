import { npm, typesOnly, wall } from './wall.ts';

export const phoneWalls = [
  wall(
    'phone-knows-only-the-front-door',
    'The mini-program imports nothing from outside but types of bff/contract.',
    { path: '^miniapp/src/' },
    { path: '^(adapters|bff|mocks|test)/', pathNot: '^bff/contract/' },
  ),
  wall(
    'phone-takes-types-only',
    'A schema at run time costs 86 KB on the phone; the backend checks.',
    { path: '^miniapp/src/' },
    { path: '^bff/contract/', ...typesOnly },
  ),
  wall(
    'feature-stands-alone',
    'A feature is a subpackage of its own: it imports no other feature and no page.',
    { path: '^miniapp/src/features/([^/]+)/' },
    { path: '^miniapp/src/(features|pages)/', pathNot: '^miniapp/src/features/$1/' },
  ),
  wall(
    'parts-are-dumb',
    'Parts get data and callbacks: no session, no requests, no powers.',
    { path: '^miniapp/src/ui/' },
    { path: '^miniapp/src/(api|session|wx|features|pages)/' },
  ),
  wall(
    'powers-stay-in-wx',
    'Only wx/ and api/ touch what WeChat can do.',
    { path: '^miniapp/src/', pathNot: '^miniapp/src/(wx|api)/' },
    { path: npm('@tarojs/taro'), ...typesOnly },
  ),
];

export const cityWalls = [
  wall(
    'counterpart-stands-alone',
    'A simulated bureau knows the kit and its bureau’s wire: no other one, no adapter, no signing of ours.',
    { path: '^mocks/([^/]+)/', pathNot: '^mocks/kit/' },
    { path: '^(mocks|adapters)/', pathNot: ['^mocks/(kit|$1)/', '^adapters/$1/wire\\.ts$'] },
  ),
  wall(
    'city-kit-knows-no-bureau',
    'The city’s kit serves every counterpart and knows none.',
    { path: '^mocks/kit/' },
    { path: '^(mocks|adapters)/', pathNot: '^mocks/kit/' },
  ),
  wall(
    'city-knows-no-backend',
    'The other side shares no code with ours, so that one mistake cannot cancel itself.',
    { path: '^mocks/' },
    { path: '^(bff|test|miniapp/src)/' },
  ),
];
