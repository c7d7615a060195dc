import { describe, expect, test } from 'vitest';
import { moment, noticeOf } from './notice.ts';
import type { OrderFacts } from './present.ts';
import { type OrderEvent, type OrderState, orderStates } from './states.ts';

const NOW = Date.parse('2026-11-23T10:24:00+08:00');
const BY = NOW + 30 * 60_000;

function facts(state: OrderState, events: OrderEvent[] = [], surplusFen = 0): OrderFacts {
  const order = { state, expires_at: BY, surplus_fen: surplusFen };
  return {
    order,
    lines: [{ payee_name: '自来水公司' }],
    events: events.map((event) => ({ event })),
  } as unknown as OrderFacts;
}
const notice = (state: OrderState, events?: OrderEvent[], surplusFen?: number) =>
  noticeOf(facts(state, events, surplusFen), BY, NOW);

describe('what a resident is told', () => {
  test.each(orderStates.filter((state) => state !== 'settled'))(
    '%s says what to do, and by when where she waits',
    (state) => {
      expect(notice(state)).toMatch(state === 'closed' ? /重新下单/ : /10:54/);
    },
  );

  test('while her money is on its way: never to pay again', () => {
    for (const state of ['paid', 'writing_back', 'late_paid', 'manual'] as const) {
      expect(notice(state)).toMatch(/请不要再缴/);
    }
    expect(notice('writing_back')).toContain('正在入账');
    expect(notice('writing_back', ['BureauSilent'])).toContain('自来水公司还没回话');
    expect(notice('writing_back', ['BureauSilent', 'OrderOverdue'])).toContain('工作人员已在跟进');
  });

  test('nothing when it is done, but always that she paid too much', () => {
    expect(notice('settled')).toBeNull();
    expect(notice('settled', [], 12_345)).toContain('多付了 123.45 元');
    expect(notice('writing_back', [], 100)).toMatch(/请不要再缴。您多付了 1.00 元/);
  });

  test('a moment of another day with its day', () => {
    expect(moment(NOW, NOW)).toBe('10:24');
    expect(moment(NOW + 86_400_000, NOW)).toBe('11月24日 10:24');
  });
});
