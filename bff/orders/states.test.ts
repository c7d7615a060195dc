import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  eventOf,
  FIRST,
  IllegalMove,
  openStates,
  orderStates,
  outerWord,
  resolveBy,
  stepsFrom,
  watches,
} from './states.ts';

const follow = (state: (typeof orderStates)[number]) =>
  orderStates.filter((next) => stepsFrom(state)[next] !== undefined);

describe('the graph', () => {
  test('reaches every state from the first', () => {
    const reached = new Set([FIRST]);
    for (const state of reached) for (const next of follow(state)) reached.add(next);
    expect([...reached].sort()).toEqual([...orderStates].sort());
  });

  test('lets money that has arrived never go back to unpaid or closed', () => {
    const paid = new Set<(typeof orderStates)[number]>(['paid', 'late_paid']);
    for (const state of paid) for (const next of follow(state)) paid.add(next);
    for (const state of ['unpaid', 'closing', 'closed'] as const) expect(paid).not.toContain(state);
  });

  test('names each step in the past tense and refuses every other', () => {
    fc.assert(
      fc.property(fc.constantFrom(...orderStates), fc.constantFrom(...orderStates), (from, to) => {
        const event = stepsFrom(from)[to];
        if (event === undefined) expect(() => eventOf(from, to)).toThrow(IllegalMove);
        else
          expect(eventOf(from, to)).toMatch(
            /^[A-Z][A-Za-z]+(ed|Paid|PaidLate|Begun|HeldAgain|HandedToOfficer)$/,
          );
      }),
      { seed: 20261122, numRuns: 500 },
    );
  });
});

describe('every state that must be left', () => {
  test.each(openStates)('%s has an owner, a moment and an alarm', (state) => {
    const watch = watches[state];
    expect(watch?.owner).toBeTruthy();
    expect(watch?.resolveWithinMs).toBeGreaterThan(0);
    expect(watch?.alarmAfterMs).toBeGreaterThanOrEqual(0);
    // Only an officer may hold what no job moves on.
    expect(follow(state).length > 0 || watch?.owner === 'officer').toBe(true);
  });

  test('and no other: closed and settled are ends', () => {
    expect(orderStates.filter((state) => watches[state] === null)).toEqual(['closed', 'settled']);
  });

  test('promises a moment ahead, always, exactly while it is processing', () => {
    const moments = fc.record({
      since: fc.integer({ min: 0, max: 2e12 }),
      age: fc.integer({ min: 0, max: 1e11 }),
    });
    fc.assert(
      fc.property(fc.constantFrom(...orderStates), moments, (state, { since, age }) => {
        const by = resolveBy(state, since, since + age);
        if (outerWord[state] === 'processing') expect(by).toBeGreaterThan(since + age);
        else expect(by).toBeNull();
      }),
      { seed: 20261122, numRuns: 1_000 },
    );
  });
});
