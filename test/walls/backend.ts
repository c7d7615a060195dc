import { npm, wall } from './wall.ts';

/** Which rooms a room may ask, always through their service.ts. Who is not named here asks nobody. */
const rooms: Readonly<Record<string, readonly string[]>> = {
  identity: [],
  catalog: [],
  privacy: ['identity'],
  ledger: [],
  outbox: [],
  messages: ['identity'],
  search: ['catalog'],
  records: ['identity', 'catalog'],
  bills: ['identity', 'catalog'],
  bookings: ['identity', 'catalog'],
  cases: ['identity', 'catalog'],
  credentials: ['identity', 'catalog'],
  delegation: ['identity'],
  home: ['identity', 'catalog', 'records', 'bills', 'bookings', 'cases', 'credentials'],
  orders: ['identity', 'catalog', 'bills', 'ledger'],
  payments: ['identity', 'orders', 'ledger'],
  ops: ['outbox'],
};
const anyRoom = `^bff/(${Object.keys(rooms).join('|')})/`;

export const frontDoorWalls = [
  wall(
    'front-door-is-zod-only',
    'What a phone may ask stands in schemas alone.',
    { path: '^bff/contract/' },
    { pathNot: ['^bff/contract/', npm('zod')] },
  ),
  wall(
    'http-knows-no-room',
    'The doors know contract and platform; who a resident is, is injected.',
    { path: '^bff/http/' },
    { path: '^(bff|adapters)/', pathNot: '^bff/(contract|http|platform)/' },
  ),
  wall(
    'platform-knows-no-room',
    'The platform serves every room and knows none.',
    { path: '^bff/platform/' },
    { path: '^(bff|adapters)/', pathNot: '^bff/(contract|platform)/' },
  ),
  wall(
    'bff-asks-adapters-at-their-door',
    'The backend sees adapters/index.ts and the contract, never one bureau.',
    { path: '^bff/' },
    { path: '^adapters/', pathNot: '^adapters/(index\\.ts$|contract/)' },
  ),
  wall(
    'bff-knows-no-city',
    'The backend cannot tell a simulated city from a real one.',
    { path: '^bff/' },
    { path: '^(mocks|miniapp|test)/' },
  ),
];

export const roomWalls = [
  wall(
    'room-asks-at-the-counter',
    "Another room is asked through its service.ts; its repository and table are its own. The outbox's counter is outbox.ts, with its back-off.",
    { path: '^bff/([^/]+)/', pathNot: '^bff/(contract|http|platform|migrations|cities|config)/' },
    { path: anyRoom, pathNot: ['^bff/$1/', '/service\\.ts$', '^bff/outbox/(outbox|back-off)\\.ts$'] },
  ),
  ...Object.entries(rooms).map(([room, below]) =>
    wall(
      `room-order-${room}`,
      `Rooms are acyclic: ${room} may ask ${below.join(', ') || 'nobody'}. The other direction is a port, wired in app.ts.`,
      { path: `^bff/${room}/` },
      { path: anyRoom, pathNot: `^bff/(${[room, 'outbox', ...below].join('|')})/` },
    ),
  ),
  wall(
    'only-routes-know-doors',
    'HTTP ends at routes.ts: services speak of facts.',
    { path: anyRoom, pathNot: '/[^/]*routes\\.ts$' },
    // Who asks (SignedIn) is a fact too.
    { path: '^bff/http/', pathNot: '^bff/http/context\\.ts$' },
  ),
  wall(
    'rooms-know-no-composition',
    'Rooms are given what they need; only app.ts puts them together.',
    { path: anyRoom },
    { path: '^bff/([^/]+\\.ts$|config/|migrations/)' },
  ),
  wall(
    'migrations-know-columns-only',
    'A migration must read the same in ten years: it imports no room.',
    { path: '^bff/migrations/' },
    { path: '^bff/', pathNot: '^bff/(migrations|platform/db)/' },
  ),
];
