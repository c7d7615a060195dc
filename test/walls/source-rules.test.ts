import { expect, test } from 'vitest';
import {
  databaseInsideTransaction,
  foreignTables,
  leftOvers,
  strayFetches,
  tooLong,
} from './source-rules.ts';
import { sourceOf } from './sources.ts';

const table = sourceOf(
  'bff/orders/table.ts',
  `declare module '../platform/db/tables.ts' { interface Tables { orders: Row; order_lines: Row } }`,
);

test('a table is touched by the room that declared it, and by migrations', () => {
  const touch = (path: string, code: string) => foreignTables([table, sourceOf(path, code)]);
  expect(
    touch(
      'bff/orders/repository.ts',
      `trx.selectFrom('orders as o').innerJoin('order_lines as l', 'a', 'b')`,
    ),
  ).toEqual([]);
  expect(touch('bff/migrations/010-orders.ts', `db.updateTable('orders')`)).toEqual([]);
  expect(touch('bff/payments/repository.ts', `\ntrx.updateTable('orders').set({})`)).toEqual([
    'bff/payments/repository.ts:2 touches orders of orders',
  ]);
  expect(touch('bff/home/service.ts', `db.selectFrom(['orders', 'order_lines'])`)).toHaveLength(2);
  expect(
    touch('bff/bills/repository.ts', `db.selectFrom('bills as b').leftJoin('orders', 'x', 'y')`),
  ).toHaveLength(2);
});

test('db inside the work of transact is found, trx is not', () => {
  const find = (code: string) => databaseInsideTransaction(sourceOf('bff/orders/service.ts', code));
  expect(
    find(`await database.transact(async (trx) => { await trx.selectFrom('a') }); await db.selectFrom('b')`),
  ).toEqual([]);
  expect(find(`await database.transact(async (trx) => {\n await find(db, 1) })`)).toEqual([
    'bff/orders/service.ts:2 uses db inside a transaction',
  ]);
  expect(find(`await transact((trx) => this.deps.db.selectFrom('a').execute())`)).toHaveLength(1);
});

test('fetch is called behind the doors only', () => {
  const call = `const answer = await fetch('http://x');`;
  expect(strayFetches(sourceOf('bff/bills/service.ts', call))).toEqual([
    'bff/bills/service.ts:1 calls fetch',
  ]);
  expect(strayFetches(sourceOf('miniapp/src/api/bills.ts', `globalThis.fetch('x')`))).toHaveLength(1);
  expect(strayFetches(sourceOf('adapters/kit/http.ts', call))).toEqual([]);
  expect(strayFetches(sourceOf('bff/bills/service.ts', `outbox.fetch(); prefetch('x');`))).toEqual([]);
});

test('long files and long functions are found', () => {
  const lines = (count: number) => 'x();\n'.repeat(count);
  expect(tooLong(sourceOf('bff/a.ts', lines(301)))).toEqual(['bff/a.ts has 301 lines']);
  expect(tooLong(sourceOf('bff/a.ts', lines(300)))).toEqual([]);
  expect(tooLong(sourceOf('bff/a.ts', `\nfunction a() {\n${lines(60)}}`))).toEqual([
    'bff/a.ts:2 is a function of 62 lines of its own',
  ]);
  const factory = `function create() {\n const a = () => {\n${lines(40)}};\n const b = () => {\n${lines(40)}};\n}`;
  expect(tooLong(sourceOf('bff/a.ts', factory))).toEqual([]);
  expect(tooLong(sourceOf('bff/a.test.ts', `describe('a', () => {\n${lines(80)}});`))).toEqual([]);
});

test('left-overs are found', () => {
  const say = (line: string) => leftOvers(sourceOf('bff/a.ts', line)).length;
  const found = ['// TODO later', '// @ts-ignore', `readFile('/home/me/x')`, '// see issue #3'];
  expect(found.map(say)).toEqual([1, 1, 1, 1]);
  expect(['// a method of 待办', `go('/pages/home/index')`].map(say)).toEqual([0, 0]);
});
