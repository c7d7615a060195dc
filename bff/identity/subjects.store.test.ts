import { afterEach, beforeEach, expect, test } from 'vitest';
import { type IdentityRoom, openIdentityRoom, vehicle } from './testing/identity-room.ts';

let room: IdentityRoom;
beforeEach(async () => {
  room = await openIdentityRoom();
});
afterEach(() => room.close());

const bind = (fields: Record<string, string>, kind = 'vehicle', service = 'traffic-fines') =>
  room.identity.subjects.bind('C1', { service, kind, fields });

test('small letters, spaces and the dot on a plate are forgiven', async () => {
  const bound = await bind({ plateKind: '02', plate: ' 湘e·3k926 ', vinTail: 'abc 123' });
  expect(bound).toMatchObject({ label: '湘E·3K926 小型汽车', fields: { ...vehicle, vinTail: 'ABC123' } });
});

test('the same again is the same, once, also side by side', async () => {
  const all = await Promise.all([bind(vehicle), bind(vehicle), bind({ ...vehicle })]);
  expect(new Set(all.map(({ id }) => id)).size).toBe(1);
  expect(await room.identity.subjects.list('C1')).toHaveLength(1);
});

test.each([
  ['a bad plate', { ...vehicle, plate: '京A12345I' }, 'body.fields.plate', '湘E3K926'],
  ['no VIN', { plateKind: '02', plate: '湘E3K926' }, 'body.fields.vinTail', '6 位'],
  [
    'a kind of plate that is not offered',
    { ...vehicle, plateKind: '99' },
    'body.fields.plateKind',
    '号牌种类',
  ],
  ['an unknown field', { ...vehicle, owner: '林' }, 'body.fields', 'unknown'],
])('%s is refused with the field and its hint', async (_, fields, field, hint) => {
  const issues = [{ field, problem: expect.stringContaining(hint) }];
  await expect(bind(fields)).rejects.toMatchObject({
    code: 'invalid_request',
    facts: { details: { issues } },
  });
});

test.each([
  ['another service', 'vehicle', 'gas'],
  ['another kind', 'boat', 'traffic-fines'],
  ['what follows from identity', 'person', 'traffic-fines'],
])('%s is not offered', async (_, kind, service) => {
  await expect(bind(vehicle, kind, service)).rejects.toMatchObject({ code: 'invalid_request' });
});

test('what is not hers does not exist, and stays', async () => {
  const { id } = await bind(vehicle);
  await expect(room.identity.subjects.unbind('C2', id)).rejects.toMatchObject({ code: 'not_found' });
  expect(await room.identity.subjects.list('C1')).toHaveLength(1);
  await room.identity.subjects.unbind('C1', id);
  await expect(room.identity.subjects.unbind('C1', id)).rejects.toMatchObject({ code: 'not_found' });
});

test('a family’s cars fit, a register does not', async () => {
  for (let i = 0; i < 20; i += 1) await bind({ ...vehicle, plate: `湘E000${String(i).padStart(2, '0')}` });
  await expect(bind({ ...vehicle, plate: '湘E99999' })).rejects.toMatchObject({ code: 'state_conflict' });
  expect(await bind({ ...vehicle, plate: '湘E00000' })).toMatchObject({ kind: 'vehicle' });
});
