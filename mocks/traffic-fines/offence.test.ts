import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY_MS, startOfCityDay } from '../kit/city-time.ts';
import { dueFenAt, lateFenAt, type Offence, statusOf } from './offence.ts';

const decision: Offence = {
  wfbh: '4305227900000011',
  jdsbh: '430522100000011',
  plateKind: '02',
  plate: '湘E3K926',
  party: '林晓燕',
  at: 0,
  place: '酿溪镇大坪路',
  actCode: '1625',
  act: '驾驶机动车违反道路交通信号灯通行的',
  points: 6,
  fineFen: 20000,
  penalty: '2',
  servedDay: 20000,
  issuer: '新邵县公安局交通警察大队',
  withdrawn: false,
  changedAt: 0,
  settledBy: null,
  paidFen: null,
  timesSettled: 0,
  keys: [],
};

const midnightAfterLastDay = startOfCityDay(20000 + 16);

test('there is no late charge until the last second of the fifteenth day', () => {
  expect(lateFenAt(decision, midnightAfterLastDay - 1)).toBe(0);
  expect(dueFenAt(decision, midnightAfterLastDay - 1)).toBe(20000);
});

test('it grows by three per cent at each city midnight', () => {
  expect(lateFenAt(decision, midnightAfterLastDay)).toBe(600);
  expect(lateFenAt(decision, midnightAfterLastDay + DAY_MS - 1)).toBe(600);
  expect(lateFenAt(decision, midnightAfterLastDay + DAY_MS)).toBe(1200);
});

test('it never grows above the fine, never falls, and is whole fen', () => {
  const fine = fc.integer({ min: 1, max: 500_000 });
  const days = fc.integer({ min: -30, max: 4000 });
  fc.assert(
    fc.property(fine, days, (fineFen, day) => {
      const at = midnightAfterLastDay + day * DAY_MS;
      const late = lateFenAt({ ...decision, fineFen }, at);
      expect(Number.isInteger(late)).toBe(true);
      expect(late).toBeGreaterThanOrEqual(0);
      expect(late).toBeLessThanOrEqual(fineFen);
      expect(lateFenAt({ ...decision, fineFen }, at + DAY_MS)).toBeGreaterThanOrEqual(late);
    }),
  );
});

test('only a decision that is neither paid, withdrawn nor a warning is payable', () => {
  expect(statusOf(decision)).toBe('payable');
  expect(statusOf({ ...decision, jdsbh: null })).toBe('captured');
  expect(statusOf({ ...decision, settledBy: 'counter' })).toBe('paid');
  expect(statusOf({ ...decision, withdrawn: true })).toBe('void');
  expect(statusOf({ ...decision, penalty: '1' })).toBe('void');
});
