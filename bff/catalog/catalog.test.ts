import { expect, test } from 'vitest';
import { ServiceList, ServiceView } from '../contract/services.ts';
import { manifest } from '../identity/testing/identity-room.ts';
import { createCatalog } from './service.ts';

const named = (id: string) => ({ manifest: { ...manifest, id } });
const catalog = createCatalog([named('water'), named('fines'), named('gas')]);

test('a service appears by being connected, with what a resident may type', () => {
  const view = ServiceView.parse(catalog.detail('fines'));
  expect(
    view.subjects.map(({ kind }) => kind),
    'what follows from identity is not typed',
  ).toEqual(['vehicle']);
  expect(view.subjects[0]?.fields[0]?.options).toEqual([{ value: '02', label: '小型汽车' }]);
  expect(() => catalog.detail('boats')).toThrow('not_found');
});

test('goes page by page, and by verb', () => {
  const first = ServiceList.parse(catalog.list({ limit: 2 }));
  expect(first.items.map(({ id }) => id)).toEqual(['fines', 'gas']);
  const rest = catalog.list({ limit: 2, cursor: first.nextCursor ?? '' });
  expect(rest).toMatchObject({ items: [{ id: 'water' }], nextCursor: null });
  expect(catalog.list({ limit: 20, verb: 'bookings' }).items).toEqual([]);
  expect(() => catalog.list({ limit: 20, cursor: 'nowhere' })).toThrow('invalid_request');
});
