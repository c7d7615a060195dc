import { anyPackage, npm, wall } from './wall.ts';

export const adapterWalls = [
  wall(
    'adapter-stands-alone',
    'An adapter knows the contract, the kit and itself: never another bureau.',
    { path: '^adapters/([^/]+)/', pathNot: '^adapters/(contract|kit|conformance)/' },
    { path: '^adapters/', pathNot: ['^adapters/(contract|kit)/', '^adapters/$1/'] },
  ),
  wall(
    'adapter-uses-zod-only',
    'What an adapter needs from a package comes through the kit.',
    { path: '^adapters/[^/]+/', pathNot: '^adapters/(kit|conformance)/' },
    { path: anyPackage, pathNot: npm('zod') },
  ),
  wall(
    'adapters-know-no-house',
    'Adapters know nothing of the backend, the simulated city or the phone.',
    { path: '^adapters/' },
    { path: '^(bff|mocks|miniapp|test)/' },
  ),
  wall(
    'adapters-keep-no-books',
    'No web framework, database or Redis in adapters: stores come as ports.',
    { path: '^adapters/' },
    {
      path: npm(
        'kysely',
        'mysql2',
        'better-sqlite3',
        'redis',
        'rate-limiter-flexible',
        'koa',
        'koa-router',
        'pino',
      ),
    },
  ),
  wall(
    'contract-is-the-inner-door',
    'The contract of adapters knows no adapter and no kit.',
    { path: '^adapters/contract/' },
    { path: '^adapters/', pathNot: '^adapters/contract/' },
  ),
  wall(
    'kit-knows-no-bureau',
    'The kit serves every adapter and knows none.',
    { path: '^adapters/kit/' },
    { path: '^adapters/', pathNot: '^adapters/(contract|kit)/' },
  ),
];
