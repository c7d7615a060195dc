import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  down,
  ID_NUMBER,
  type IdentityRoom,
  openIdentityRoom,
  vehicle,
  zhao,
} from './testing/identity-room.ts';

let room: IdentityRoom;
beforeEach(async () => {
  room = await openIdentityRoom();
});
afterEach(() => room.close());

const MINUTE = 60_000;
const lin = {
  name: '林晓燕',
  idNumber: ID_NUMBER,
  phone: '13900139000',
  level: 'L2' as const,
  subjects: [
    { service: 'traffic-fines', kind: 'vehicle', fields: vehicle },
    { service: 'unknown-service', kind: 'x', fields: { a: 'b' } },
  ],
};
const LIN = 'openid-of-demo-lin';
const signIn = (code: string) => room.identity.signIn(code, 'request-1');

test('a linked resident comes in by name and level, with what she bound elsewhere and her own person', async () => {
  room.city.linked.set(LIN, lin);
  const { who } = await signIn('demo-lin');
  expect(who).toMatchObject({ level: 'L2', displayName: '林*' });
  const subjects = await room.identity.subjects.list(who.citizenId);
  expect(subjects.map(({ kind, label }) => `${kind}: ${label}`)).toEqual([
    'vehicle: 湘E·3K926 小型汽车',
    'person: 本人名下 林*',
  ]);
});

test('the same WeChat user is the same citizen, also when she signs in twice at once', async () => {
  const both = await Promise.all([signIn('demo-a'), signIn('demo-a')]);
  expect(both[0].who.citizenId).toBe(both[1].who.citizenId);
  expect((await signIn('demo-b')).who.citizenId).not.toBe(both[0].who.citizenId);
});

test('while the platform is down she comes in as a WeChat user, and is asked about at the next sign-in', async () => {
  room.city.linked.set(LIN, down('linked'));
  expect((await signIn('demo-lin')).who).toMatchObject({ level: 'L1', displayName: '微信用户' });
  room.city.linked.set(LIN, lin);
  const { who } = await signIn('demo-lin');
  expect(who.level).toBe('L2');
  room.city.linked.set(LIN, down('linked'));
  expect((await signIn('demo-lin')).who, 'what was known stays known').toMatchObject({
    level: 'L2',
    displayName: '林*',
  });
});

test('nothing that names her lies open in the store', async () => {
  room.city.linked.set(LIN, lin);
  await signIn('demo-lin');
  const { db } = room.database;
  const everything = JSON.stringify([
    await db.selectFrom('citizens').selectAll().execute(),
    await db.selectFrom('subjects').selectAll().execute(),
  ]);
  expect(everything).not.toMatch(/林|11010519|139001|湘E|3K926|openid-of/);
});

test('what she removed the platform does not bring back; her own word does', async () => {
  room.city.linked.set(LIN, lin);
  const { who } = await signIn('demo-lin');
  const [car] = await room.identity.subjects.list(who.citizenId);
  await room.identity.subjects.unbind(who.citizenId, car?.id ?? '');
  expect(room.city.forgotten).toContain(`${who.citizenId} traffic-fines`);
  await signIn('demo-lin');
  expect((await room.identity.subjects.list(who.citizenId)).map(({ kind }) => kind)).toEqual(['person']);
  const bound = await room.identity.subjects.bind(who.citizenId, {
    service: 'traffic-fines',
    kind: 'vehicle',
    fields: vehicle,
  });
  expect(bound.id).toBe(car?.id);
});

test('what the platform no longer says goes; what she typed stays', async () => {
  room.city.linked.set(LIN, lin);
  const { who } = await signIn('demo-lin');
  const typed = { ...vehicle, plate: '湘E00001' };
  await room.identity.subjects.bind(who.citizenId, {
    service: 'traffic-fines',
    kind: 'vehicle',
    fields: typed,
  });
  room.city.linked.set(LIN, { ...lin, subjects: [] });
  await signIn('demo-lin');
  const labels = (await room.identity.subjects.list(who.citizenId)).map(({ label }) => label);
  expect(labels).toEqual(['湘E·00001 小型汽车', '本人名下 林*']);
});

test('a session lives as long as it is used, and twelve hours at most', async () => {
  const { token, endsAt, who } = await signIn('demo-a');
  expect(endsAt).toBe(room.clock.now() + 12 * 60 * MINUTE);
  for (let minutes = 0; minutes < 12 * 60 - 20; minutes += 20) {
    expect(await room.identity.sessions.resolve(token), `after ${minutes} minutes`).toEqual(who);
    room.clock.advance(20 * MINUTE);
  }
  expect(await room.identity.sessions.resolve(token)).toEqual(who);
  room.clock.advance(20 * MINUTE);
  expect(await room.identity.sessions.resolve(token)).toBeNull();
});

test('half an hour of silence ends it, and so does she', async () => {
  const idle = await signIn('demo-a');
  room.clock.advance(30 * MINUTE);
  expect(await room.identity.sessions.resolve(idle.token)).toBeNull();
  const left = await signIn('demo-a');
  const other = await signIn('demo-a');
  await room.identity.sessions.end(left.token);
  expect(await room.identity.sessions.resolve(left.token)).toBeNull();
  expect(await room.identity.sessions.resolve(other.token)).not.toBeNull();
});

test('a proof opens a new session and ends the old one', async () => {
  const { who, token } = await signIn('demo-new');
  const { id } = await room.identity.verification.start(who, zhao, 'r');
  const proven = await room.identity.verification.answer(who, token, id, room.lastCode());
  expect(proven.who).toMatchObject({ citizenId: who.citizenId, level: 'L2', displayName: '赵*' });
  expect(await room.identity.sessions.resolve(token)).toBeNull();
  expect(await room.identity.sessions.resolve(proven.token)).toEqual(proven.who);
  expect((await room.identity.subjects.list(who.citizenId)).map(({ kind }) => kind)).toEqual(['person']);
  expect(await room.identity.openidOf(who.citizenId)).toBe('openid-of-demo-new');
});
