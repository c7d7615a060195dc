import { expect, test } from 'vitest';
import type { Bill } from '../../../../bff/contract';
import { groupBills, inSegment, payableNow, sumFen } from './groups';

const bill = (id: string, over: Partial<Bill> = {}): Bill => ({
  id,
  service: 'traffic-fines',
  number: id,
  subjectLabel: '湘E·3K926',
  title: '违反禁止标线指示',
  payee: { name: '交警大队', mchid: 'M1' },
  amountFen: 10000,
  principalFen: 10000,
  lateFen: 0,
  status: 'payable',
  validUntil: '2026-10-14T00:00:00+08:00',
  asOf: '2026-10-13T10:24:00+08:00',
  stale: false,
  ...over,
});

test('what waits to be accepted first stands with what is to be paid, but is not counted', () => {
  const bills = [bill('1'), bill('2', { status: 'not_payable' }), bill('3', { status: 'void' })];
  expect(inSegment(bills, 'payable').map(({ id }) => id)).toEqual(['1', '2']);
  expect(sumFen(payableNow(bills))).toBe(10000);
});

test('an old answer is shown but cannot be paid', () => {
  expect(payableNow([bill('1', { stale: true })])).toEqual([]);
});

test('bills stand by whose they are, payable ones first', () => {
  const groups = groupBills([
    bill('1', { status: 'not_payable' }),
    bill('2'),
    bill('3', { subjectLabel: '妈妈家' }),
  ]);
  expect(groups.map(({ label, bills }) => [label, bills.map(({ id }) => id)])).toEqual([
    ['湘E·3K926', ['2', '1']],
    ['妈妈家', ['3']],
  ]);
});

test('only bills of one payee are paid together', () => {
  expect(groupBills([bill('1'), bill('2')])[0]?.together).toHaveLength(2);
  expect(groupBills([bill('1'), bill('2', { payee: { name: '停车', mchid: 'M2' } })])[0]?.together).toEqual(
    [],
  );
  expect(groupBills([bill('1'), bill('2', { stale: true })])[0]?.together).toEqual([]);
});
