import { afterEach, beforeEach, expect, test } from 'vitest';
import { type BillsRoom, lin, openBillsRoom } from '../bills/testing/bills-room.ts';
import { readCity } from '../cities/index.ts';
import { Home } from '../contract/home.ts';
import { createMemoryKv } from '../platform/memory-kv.ts';
import { createHome, type HomeRoom } from './service.ts';
import type { OpenOrder } from './todos.ts';

let room: BillsRoom;
let orders: OpenOrder[];
let home: HomeRoom;
let composed = 0;
beforeEach(async () => {
  room = await openBillsRoom();
  orders = [];
  composed = 0;
  home = createHome({
    city: readCity('xinshao'),
    bills: {
      look: (...asked) => {
        composed += 1;
        return room.bills.look(...asked);
      },
    },
    clock: room.clock,
    kv: createMemoryKv(room.clock),
    openOrders: async () => orders,
    unread: async () => 3,
  });
});
afterEach(() => room.close());

const show = async () => Home.parse(await home.show(lin, 'request-1'));

test('cards say what is owed at each bureau; to-dos come by their day, unfinished orders among them', async () => {
  const { clock, bill } = room;
  const in2h = clock.now() + 7_200_000;
  room.police.listed = [
    bill('D1', { dueAt: clock.now() - 1, lateFen: 600, amountFen: 20_600, lateFenPerDay: 600 }),
    bill('D2'),
    bill('W1', { status: 'not_payable', reason: '先处理违法' }),
  ];
  orders = [
    { id: 'O1', title: '交通违法罚款', amountFen: 100, resolveBy: null, expiresAt: in2h, paid: false },
  ];
  const screen = await show();
  expect(screen.cards[0]).toMatchObject({
    service: 'traffic-fines',
    state: 'fresh',
    data: { payableCount: 2, payableFen: 40_600, inPaymentCount: 0 },
  });
  expect(screen.todos.map(({ ref }) => ref.kind)).toEqual(['bill', 'order', 'bill']);
  expect(screen.todos[0]?.consequence).toMatch(/滞纳金 6\.00 元，每天增加 6\.00 元/);
  expect(screen).toMatchObject({
    region: { code: '430522', name: '新邵县' },
    unread: 3,
    citizen: { displayName: '林*' },
  });
});

test('renders whole with everything silent', async () => {
  room.police.trouble = 'unavailable';
  room.water.trouble = 'bug';
  const screen = await show();
  expect(screen.cards.map(({ state, data }) => [state, data])).toEqual([
    ['unavailable', null],
    ['unavailable', null],
  ]);
  expect(screen.todos).toEqual([]);
});

test('gives each bureau 600 ms, and the others are not asked to wait', async () => {
  room.police.trouble = 'deaf';
  room.water.listed = [room.bill('SF1')];
  const screen = await show();
  expect(room.police.calls[0]?.call.budgetMs).toBe(600);
  expect(screen.cards.map(({ state }) => state)).toEqual(['unavailable', 'fresh']);
});

test('is remembered for a second, composed once for phones that ask together', async () => {
  await Promise.all([show(), show(), show()]);
  expect(composed).toBe(1);
  room.clock.advance(1_000);
  await show();
  expect(composed).toBe(2);
  room.clock.advance(-60_000);
  await show();
  expect(composed, 'a clock that was set back is a new day').toBe(3);
});

test('shows at once what she herself did, and what another level may see', async () => {
  await show();
  orders = [
    {
      id: 'O1',
      title: '罚款',
      amountFen: 1,
      resolveBy: room.clock.now(),
      expiresAt: room.clock.now(),
      paid: true,
    },
  ];
  await home.changed(lin.citizenId);
  expect((await show()).todos).toMatchObject([
    { kind: 'order', subtitle: expect.stringContaining('已付款') },
  ]);
  await home.show({ ...lin, level: 'L3' }, 'r');
  expect(composed).toBe(3);
});

test('a failure is not remembered', async () => {
  let broken = true;
  const shaky = createHome({
    ...{ city: readCity('xinshao'), bills: room.bills, clock: room.clock, kv: createMemoryKv(room.clock) },
    openOrders: async () => [],
    unread: () => (broken ? Promise.reject(new Error('database away')) : Promise.resolve(0)),
  });
  await expect(shaky.show(lin, 'r')).rejects.toThrow('database away');
  broken = false;
  expect(await shaky.show(lin, 'r')).toMatchObject({ unread: 0 });
});
