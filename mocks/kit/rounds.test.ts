import { expect, test } from 'vitest';
import type { Counterpart } from './city.ts';
import { roundsOf } from './rounds.ts';

const office = (service: string, due: () => Promise<void> | void): Counterpart => ({
  service,
  routes: () => {},
  state: () => ({}),
  open: () => {},
  due,
  handover: () => ({ env: {} }),
});

const settle = () => new Promise((resolve) => setImmediate(resolve));

test('a counterpart that is still busy is left alone, the others are not', async () => {
  const visits = { busy: 0, quick: 0 };
  let finish = () => {};
  const busy = office('busy', () => {
    visits.busy += 1;
    return new Promise((resolve) => {
      finish = resolve;
    });
  });
  const quick = office('quick', () => {
    visits.quick += 1;
  });
  const round = roundsOf([busy, quick]);
  round();
  await settle();
  round();
  expect(visits).toEqual({ busy: 1, quick: 2 });
  finish();
  await settle();
  round();
  expect(visits).toEqual({ busy: 2, quick: 3 });
});

test('a job that fails is tried again in the next round', async () => {
  let tries = 0;
  const round = roundsOf([
    office('failing', () => {
      tries += 1;
      return Promise.reject(new Error('not today'));
    }),
  ]);
  round();
  await settle();
  round();
  expect(tries).toBe(2);
});
