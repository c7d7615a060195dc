import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { BillDetail, BillList } from '../contract/bills.ts';
import { type BillsRoom, lin, openBillsRoom, wang } from './testing/bills-room.ts';

let room: BillsRoom;
beforeEach(async () => {
  room = await openBillsRoom();
});
afterEach(() => room.close());

const page = { limit: 20 };
const list = (who = lin, query: { limit: number; cursor?: string; service?: string } = page) =>
  room.bills.list(who, query, 'request-1');
const numbers = (answer: { items: { number: string }[] }) => answer.items.map(({ number }) => number);

describe('the list', () => {
  test('puts every bureau’s bills together, the nearest day first, what cannot be paid last', async () => {
    const { bill, clock } = room;
    room.police.listed = [
      bill('D3', { status: 'paid' }),
      bill('D2', { dueAt: clock.now() + 9_000_000 }),
      bill('W1', { status: 'not_payable', reason: '先处理违法' }),
    ];
    room.water.listed = [bill('SF1', { dueAt: clock.now() + 3_000_000 })];
    const answer = BillList.parse(await list());
    expect(numbers(answer)).toEqual(['SF1', 'D2', 'W1', 'D3']);
    expect(answer.items[0]).toMatchObject({
      payee: { mchid: '1900000002' },
      stale: false,
      amountFen: 20_000,
    });
    expect(answer.sources.map(({ service, state }) => `${service} ${state}`)).toEqual([
      'traffic-fines fresh',
      'water-bills fresh',
    ]);
  });

  test('asks one service when one is asked for; another does not exist', async () => {
    expect((await list(lin, { ...page, service: 'water-bills' })).sources).toHaveLength(1);
    expect(room.police.calls).toHaveLength(0);
    await expect(list(lin, { ...page, service: 'gas' })).rejects.toMatchObject({ code: 'not_found' });
  });

  test('goes page by page without loss, and refuses a cursor of somebody’s making', async () => {
    room.police.listed = ['1', '2', '3', '4', '5'].map((number) => room.bill(number));
    const seen: string[] = [];
    let cursor: string | null | undefined;
    do {
      const answer = await list(lin, { limit: 2, ...(cursor && { cursor }) });
      seen.push(...numbers(answer));
      cursor = answer.nextCursor;
    } while (cursor);
    expect(seen.sort()).toEqual(['1', '2', '3', '4', '5']);
    await expect(list(lin, { limit: 2, cursor: 'AAAA' })).rejects.toMatchObject({ code: 'invalid_request' });
  });

  test('shows the same bill with another id to everybody, and the same id to the same one always', async () => {
    room.police.listed = [room.bill('D1')];
    const [hers] = (await list(lin)).items;
    const [his] = (await list(wang)).items;
    expect(hers?.id).not.toBe(his?.id);
    expect((await room.reopen().list(lin, page, 'r')).items[0]?.id).toBe(hers?.id);
  });

  test('tells who holds a bill, and the order to its owner only', async () => {
    room.police.listed = [room.bill('D1'), room.bill('D2'), room.bill('D3', { status: 'paid' })];
    room.holds.set('traffic-fines D1', { orderId: 'O1', citizenId: lin.citizenId, state: 'in_payment' });
    room.holds.set('traffic-fines D2', { orderId: 'O2', citizenId: lin.citizenId, state: 'paid' });
    const hers = new Map((await list(lin)).items.map((bill) => [bill.number, bill]));
    const his = new Map((await list(wang)).items.map((bill) => [bill.number, bill]));
    expect(hers.get('D1')).toMatchObject({ status: 'in_payment', orderId: 'O1' });
    expect(his.get('D1')).toMatchObject({
      status: 'in_payment',
      reason: expect.stringContaining('正在支付'),
    });
    expect(his.get('D1')).not.toHaveProperty('orderId');
    expect(hers.get('D2')).toMatchObject({ status: 'paid', orderId: 'O2' });
    expect(hers.get('D3')).toMatchObject({ status: 'paid' });
  });
});

describe('a silent bureau', () => {
  test.each(['unavailable', 'bad_reply', 'rate_limited', 'bug'] as const)(
    '(%s) greys out alone',
    async (trouble) => {
      room.water.listed = [room.bill('SF1')];
      room.police.trouble = trouble;
      const answer = await list();
      expect(numbers(answer)).toEqual(['SF1']);
      expect(answer.sources).toMatchObject([{ state: 'unavailable', asOf: null }, { state: 'fresh' }]);
    },
  );

  test('is stood in for by its last answer, after a restart too, marked with its hour', async () => {
    room.police.listed = [room.bill('D1'), room.bill('D2')];
    await list();
    const then = room.clock.now();
    room.clock.advance(3_600_000);
    room.police.listed = [room.bill('D2')];
    await list();
    room.police.trouble = 'unavailable';
    room.clock.advance(3_600_000);
    const answer = await room.reopen().list(lin, page, 'r');
    expect(numbers(answer), 'what was no longer listed is not brought back').toEqual(['D2']);
    expect(answer.items[0]).toMatchObject({ stale: true, status: 'payable' });
    expect(Date.parse(answer.items[0]?.asOf ?? '')).toBe(then + 3_600_000);
    expect(answer.sources[0]).toMatchObject({ state: 'stale' });
  });

  test('and one that keeps no budget holds nobody up', async () => {
    room.water.listed = [room.bill('SF1')];
    room.police.trouble = 'deaf';
    const views = await room.bills.look(lin, { requestId: 'r', budgetMs: 30 });
    expect(views.map(({ source }) => source.state)).toEqual(['unavailable', 'fresh']);
  });
});

describe('one bill', () => {
  test('is shown with its facts, from the bound vehicle’s list; a captured one too', async () => {
    room.police.listed = [room.bill('D1'), room.bill('W1', { status: 'not_payable', reason: '先处理违法' })];
    for (const { id } of (await list()).items) {
      const detail = BillDetail.parse(await room.bills.detail(lin, id, 'r'));
      expect(detail).toMatchObject({
        id,
        stale: false,
        subjectLabel: '湘E·3K926 小型汽车',
        facts: [{ value: '大坪路' }],
      });
    }
  });

  test('that is another’s, or nobody’s, does not exist', async () => {
    room.police.listed = [room.bill('D1')];
    const [hers] = (await list(lin)).items;
    for (const id of [hers?.id ?? '', 'x']) {
      await expect(room.bills.detail(wang, id, 'r')).rejects.toMatchObject({ code: 'not_found' });
      await expect(room.bills.price(wang, [id], 'r')).rejects.toMatchObject({ code: 'not_found' });
    }
  });

  test('is shown as last seen while its bureau is silent, but never priced so', async () => {
    room.police.listed = [room.bill('D1')];
    const [hers] = (await list()).items;
    room.police.trouble = 'timeout_unknown';
    expect(await room.bills.detail(lin, hers?.id ?? '', 'r')).toMatchObject({
      stale: true,
      amountFen: 20_000,
    });
    await expect(room.bills.price(lin, [hers?.id ?? ''], 'r')).rejects.toMatchObject({
      code: 'bureau_unavailable',
    });
  });

  test('is priced as the bureau says now, not as she saw it', async () => {
    room.police.listed = [room.bill('D1')];
    const [hers] = (await list()).items;
    room.police.listed = [room.bill('D1', { lateFen: 600, amountFen: 20_600 })];
    expect(await room.bills.price(lin, [hers?.id ?? ''], 'r')).toMatchObject([
      {
        billId: hers?.id,
        amountFen: 20_600,
        subjectLabel: '湘E·3K926 小型汽车',
        payee: { mchid: '1900000001' },
      },
    ]);
    expect(room.police.calls.at(-1)).toMatchObject({
      what: 'get',
      call: { citizenId: lin.citizenId, actor: '本人' },
    });
  });

  test('that is only captured is priced as what it is: not payable', async () => {
    room.police.listed = [room.bill('W1', { status: 'not_payable', reason: '先处理违法' })];
    const [captured] = (await list()).items;
    expect(await room.bills.price(lin, [captured?.id ?? ''], 'r')).toMatchObject([
      { status: 'not_payable', reason: '先处理违法' },
    ]);
  });
});

describe('a scan', () => {
  test('finds the bill of whoever holds the paper, masked, payable, with an id that stays', async () => {
    room.police.listed = [room.bill('D1')];
    const { kind, bill } = await room.bills.scan(wang, 'traffic-fines:D1', 'r');
    expect(kind).toBe('bill');
    expect(bill).toMatchObject({ number: 'D1', status: 'payable', subjectLabel: '湘E***26 小型汽车' });
    expect(await room.bills.price(wang, [bill?.id ?? ''], 'r')).toMatchObject([{ number: 'D1' }]);
    expect(numbers(await room.bills.list(wang, { ...page, service: 'water-bills' }, 'r'))).toEqual([]);
  });

  test('of a bill she has bound shows it as hers', async () => {
    room.police.listed = [room.bill('D1')];
    const [hers] = (await list()).items;
    expect((await room.bills.scan(lin, 'traffic-fines:D1', 'r')).bill).toMatchObject({
      id: hers?.id,
      subjectLabel: '湘E·3K926 小型汽车',
    });
  });

  test('of anything else opens nothing and says what is expected', async () => {
    const refusal = room.bills.scan(lin, 'https://evil.example/D1', 'r');
    const expected = ['traffic-fines 的编号', 'water-bills 的编号'];
    await expect(refusal).rejects.toMatchObject({
      code: 'unsupported_code',
      facts: { details: { expected } },
    });
  });

  test('of a number nobody knows is not found; of a silent bureau says so', async () => {
    await expect(room.bills.scan(lin, 'traffic-fines:D9', 'r')).rejects.toMatchObject({ code: 'not_found' });
    room.police.trouble = 'unavailable';
    await expect(room.bills.scan(lin, 'traffic-fines:D9', 'r')).rejects.toMatchObject({
      code: 'bureau_unavailable',
    });
  });
});

test('after settlement every family member’s kept list is forgotten', async () => {
  room.police.listed = [room.bill('D1')];
  await list(lin);
  await list(wang);
  room.bills.forget('traffic-fines', 'D1');
  await expect
    .poll(() => [...room.forgotten].sort())
    .toEqual(['C-lin traffic-fines', 'C-wang traffic-fines']);
});

test('write-backs are our job’s deed in the resident’s ledger, and their errors stay adapter errors', async () => {
  const settlement = { key: 'K1', number: 'D1', amountFen: 1, paidAt: 1, transactionId: 'T' };
  expect(await room.bills.settle('traffic-fines', settlement, lin)).toMatchObject({ voucher: 'V1' });
  expect(room.police.calls.at(-1)?.call).toMatchObject({ citizenId: lin.citizenId, actor: '一机通缴费核销' });
  room.police.trouble = 'timeout_unknown';
  await expect(room.bills.outcome('traffic-fines', 'K1', lin)).rejects.toMatchObject({
    kind: 'timeout_unknown',
  });
});

test('nothing that names her or her car lies open in the store', async () => {
  room.police.listed = [room.bill('430522199001011234')];
  await list();
  const rows = await room.database.db.selectFrom('bills').selectAll().execute();
  expect(rows).toHaveLength(1);
  expect(JSON.stringify(rows)).not.toMatch(/3K926|大坪路|430522199001011234/);
});
