import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestDatabase } from '../../test/harness/test-database.ts';
import { AccessList } from '../contract/privacy.ts';
import type { Database } from '../platform/db/index.ts';
import { randomIds } from '../platform/ids.ts';
import { testClock } from '../platform/testing/keys.ts';
import { createPrivacy, type Privacy } from './service.ts';

let database: Database;
let privacy: Privacy;
const clock = testClock();
beforeEach(async () => {
  database = await openTestDatabase();
  privacy = createPrivacy({ db: database.db, ids: randomIds(clock) });
});
afterEach(() => database.close());

const record = (citizenId: string | null, purpose = '查询待缴账单') => {
  clock.advance(1);
  return privacy.ledger.record({
    ...{ citizenId, at: clock.now(), system: 'traffic-fines', actor: '本人', purpose, legalBasis: '依法' },
    ...{ fields: ['违法时间', '罚款'], outcome: 'ok', requestId: 'request-1' },
  });
};

test('an entry is there when its promise is kept, newest first, each resident’s own', async () => {
  await record('C1', '一');
  await record('C2');
  await record(null);
  await record('C1', '二');
  const { items } = AccessList.parse(await privacy.list('C1', { limit: 20 }));
  expect(items.map(({ purpose }) => purpose)).toEqual(['二', '一']);
  expect(items[0]).toMatchObject({
    system: 'traffic-fines',
    actor: '本人',
    fields: ['违法时间', '罚款'],
    outcome: 'ok',
  });
});

test('a thousand side by side are all written, in few statements', async () => {
  await Promise.all(Array.from({ length: 1_000 }, () => record('C1')));
  const rows = await database.db.selectFrom('privacy_ledger').select('id').execute();
  expect(new Set(rows.map(({ id }) => id)).size).toBe(1_000);
});

test('goes page by page without loss', async () => {
  for (let i = 0; i < 5; i += 1) await record('C1', String(i));
  const seen: string[] = [];
  let cursor: string | null | undefined;
  do {
    const answer = await privacy.list('C1', { limit: 2, cursor: cursor ?? undefined });
    seen.push(...answer.items.map(({ purpose }) => purpose));
    cursor = answer.nextCursor;
  } while (cursor);
  expect(seen).toEqual(['4', '3', '2', '1', '0']);
  await expect(privacy.list('C1', { limit: 2, cursor: 'AAAA' })).rejects.toMatchObject({
    code: 'invalid_request',
  });
});

test('what could not be written is told to who recorded it, and the next goes on', async () => {
  const bad = privacy.ledger.record({
    ...{ citizenId: 'C1', at: Number.NaN, system: 's', actor: 'a', purpose: 'p', legalBasis: 'l' },
    ...{ fields: [], outcome: 'ok', requestId: 'r' },
  });
  await expect(bad).rejects.toThrow();
  await record('C1');
  expect((await privacy.list('C1', { limit: 20 })).items).toHaveLength(1);
});

test('nothing that was handed in is left behind', async () => {
  const all = Array.from({ length: 300 }, () => record('C1'));
  await privacy.flush();
  const { length } = await database.db.selectFrom('privacy_ledger').select('id').execute();
  expect(length).toBe(300);
  await Promise.all(all);
});
