import { expect, test } from 'vitest';
import type { Order } from '../../../bff/contract';
import { instant } from './format';
import { steps, verdict } from './result';

const now = instant('2026-10-13T10:32:00+08:00');

const order = (over: Partial<Order>): Order => ({
  id: 'O1',
  status: 'processing',
  lines: [
    {
      billId: 'B1',
      service: 'traffic-fines',
      number: '430522000000001',
      title: '违反禁止标线指示',
      subjectLabel: '湘E·3K926',
      payeeName: '交警大队',
      amountFen: 10000,
      status: 'processing',
    },
  ],
  totalFen: 10000,
  paidFen: 10000,
  refundedFen: 0,
  transactionId: '12346021',
  createdAt: '2026-10-13T10:24:00+08:00',
  expiresAt: '2026-10-13T10:54:00+08:00',
  paidAt: '2026-10-13T10:24:31+08:00',
  resolveBy: '2026-10-13T10:54:00+08:00',
  steps: [
    { step: 'placed', at: '2026-10-13T10:24:00+08:00' },
    { step: 'paid', at: '2026-10-13T10:24:31+08:00' },
    { step: 'bureau_told', at: '2026-10-13T10:24:32+08:00' },
  ],
  ...over,
});

test('an unknown outcome is said with its latest moment, and never as a failure', () => {
  const { answer, scope } = verdict(order({}), false, now);
  expect(answer).toBe('核实中，最迟\u00a010:54');
  expect(scope).toContain('请不要再缴');
});

test('back from the cashier it is asked before anything is said about money', () => {
  const unpaid = order({ status: 'unpaid', paidFen: 0 });
  expect(verdict(unpaid, true, now).answer).toBe('正在向微信核对');
  expect(verdict(unpaid, false, now)).toMatchObject({
    answer: '还没付 ¥100.00',
    scope: expect.stringContaining('10:54 前可以接着付'),
  });
});

test('done, refunded and closed each say their amount or that nothing was taken', () => {
  expect(verdict(order({ status: 'done' }), false, now).answer).toBe('已缴清 ¥100.00');
  expect(verdict(order({ status: 'refunded', refundedFen: 10000 }), false, now).answer).toBe(
    '已退款 ¥100.00',
  );
  expect(verdict(order({ status: 'closed', paidFen: 0 }), false, now).scope).toContain('没有扣款');
});

test('what the front door has to say comes before our own words', () => {
  expect(verdict(order({ notice: '已转人工核对。' }), false, now).scope).toBe('已转人工核对。');
});

test('the timeline ends with what is awaited and by when', () => {
  const shown = steps(order({}), now);
  expect(shown.map(({ state }) => state)).toEqual(['done', 'done', 'done', 'now', 'next']);
  expect(shown.map(({ title }) => title)).toContain('等交警大队回话');
  expect(shown.at(-1)?.when).toBe('最迟\u00a010:54');
  expect(shown[1]?.text).toBe('微信支付单号尾号 12346021，钱没有丢');
});

test('a finished order awaits nothing', () => {
  const done = order({
    status: 'done',
    steps: [...order({}).steps, { step: 'settled', at: '2026-10-13T10:24:38+08:00' }],
  });
  expect(steps(done, now).at(-1)).toMatchObject({ state: 'done', title: '交警大队已入账', when: '10:24:38' });
});
