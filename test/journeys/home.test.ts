import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, type House, startHouse } from '../harness/index.ts';

let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.stop());

describe('the first screen', () => {
  it('comes whole in the answer to a cold sign-in', async () => {
    const citizen = await house.citizen('lin');
    // The very first look of a house just built may take longer than a card waits.
    await citizen.bills();
    const cold = await citizen.asks('/sessions', {
      method: 'POST',
      body: { code: 'demo-lin', first: 'home' },
      token: null,
    });
    expect(cold).toMatchObject({
      status: 201,
      body: {
        home: {
          cards: expect.arrayContaining([
            expect.objectContaining({ service: 'traffic-fines', state: 'fresh' }),
            expect.objectContaining({ service: 'water-bills', state: 'fresh' }),
          ]),
        },
      },
    });
  });

  it('shows what is due, soonest first, with the cost of missing it', async () => {
    const citizen = await house.citizen('lin');
    const home = await citizen.home();
    const bills = home.todos.filter((todo) => todo.kind === 'bill');
    expect(bills.length).toBeGreaterThanOrEqual(2);
    const due = bills.map((todo) => Date.parse(todo.dueAt ?? ''));
    expect(due).toEqual([...due].sort((a, b) => a - b));
    expect(bills.some((todo) => /[加涨]/.test(todo.consequence ?? ''))).toBe(true);
  });

  it('renders whole while every bureau hangs, first from memory, and for a stranger honestly empty', async () => {
    const known = await house.citizen();
    const fresh = await known.home();
    await house.city.breaks({ service: 'traffic-fines', kind: 'hang' });
    const stranger = await house.citizen();
    const blank = await stranger.home();
    expect(blank.cards).toHaveLength(fresh.cards.length);
    expect(blank.cards[0]).toMatchObject({ state: 'unavailable', data: null, asOf: null });
    await house.city.advances(10 * 60_000);
    const stale = await eventually('her card is older than fresh', async () => {
      const home = await known.home();
      return home.cards[0]?.state === 'stale' && home;
    });
    expect(stale.cards[0]).toMatchObject({
      state: 'stale',
      data: fresh.cards[0]?.data,
      asOf: fresh.cards[0]?.asOf,
    });
    await house.city.heals();
  });

  it('lists every look at her data, with purpose and legal ground', async () => {
    const citizen = await house.citizen();
    await citizen.bills();
    const looks = await eventually('the look is written down', async () => {
      const { items } = (await citizen.asks('/privacy-ledger')).body as {
        items: { system: string; purpose: string; legalBasis: string; outcome: string }[];
      };
      return items.some((each) => each.system === 'traffic-fines') && items;
    });
    for (const look of looks) {
      expect(look.purpose).toMatch(/[一-龥]{2,}/);
      expect(look.legalBasis).toMatch(/[一-龥]{2,}/);
    }
    const other = await house.citizen('empty');
    const hers = (await other.asks('/privacy-ledger')).body as { items: unknown[] };
    expect(hers.items.length).toBeLessThan(looks.length + 1);
  });
});
