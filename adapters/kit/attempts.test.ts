import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Asking, asking } from './testing/asking.ts';
import { type BureauServer, fails, hangsUp, says, stays } from './testing/bureau-server.ts';
import { callOf, type TestPorts } from './testing/ports.ts';

let bureau: BureauServer;
let ports: TestPorts;
let runtime: Asking['runtime'];
let question: Asking['question'];
let read: Asking['read'];
let live: Asking['live'];
let write: Asking['write'];
let close: () => Promise<void>;

beforeEach(async () => {
  const all = await asking();
  ({ bureau, ports, runtime, question, read, live, write } = all);
  close = all.close;
});
afterEach(() => close());

describe('repeating', () => {
  it('asks a read once more, and a write never', async () => {
    bureau.behave((received, response) =>
      (bureau.received.length === 1 ? hangsUp : says('5'))(received, response),
    );
    expect((await live(callOf('lin'))).value).toBe(5);
    expect(bureau.received).toHaveLength(2);
    bureau.behave(hangsUp);
    await expect(write(callOf('lin'))).rejects.toMatchObject({ kind: 'timeout_unknown' });
    expect(bureau.received).toHaveLength(3);
  });

  it('does not double the load on a bureau that is down', async () => {
    bureau.behave(fails(500));
    for (let call = 0; call < 19; call += 1) await live(callOf(`r${call}`)).catch(() => null);
    expect(bureau.received.length).toBeLessThanOrEqual(19 + 2);
  });

  it('does not repeat what makes no sense to repeat', async () => {
    for (const behaviour of [fails(429), says('nonsense'), fails(404)]) {
      bureau.behave(behaviour);
      const before = bureau.received.length;
      await live(callOf('lin')).catch(() => null);
      expect(bureau.received).toHaveLength(before + 1);
    }
  });
});

describe('the deadline', () => {
  it('is told to the bureau, and less of it the second time', async () => {
    bureau.behave((received, response) =>
      bureau.received.length === 1
        ? void setTimeout(() => hangsUp(received, response), 100)
        : says('5')(received, response),
    );
    await live(callOf('lin', 1_500));
    const [first, second] = bureau.received.map(({ headers }) => Number(headers['x-deadline-ms']));
    expect(first).toBeLessThanOrEqual(1_500);
    expect(second).toBeLessThanOrEqual((first ?? 0) - 100);
  });

  it('ends the wait', async () => {
    bureau.behave(stays);
    const began = performance.now();
    await expect(live(callOf('lin', 200))).rejects.toMatchObject({ kind: 'unavailable' });
    expect(performance.now() - began).toBeLessThan(2_000);
    expect(bureau.received).toHaveLength(1);
  });

  it('makes a write unknown once it was sent, and certainly without effect before', async () => {
    bureau.behave(stays);
    await expect(write(callOf('lin', 200))).rejects.toMatchObject({ kind: 'timeout_unknown' });
    await expect(write(callOf('lin', 0))).rejects.toMatchObject({ kind: 'unavailable' });
    expect(bureau.received).toHaveLength(1);
  });

  it('also covers the wait for a place, where a write was certainly not sent', async () => {
    bureau.behave(stays);
    const inside = Array.from({ length: 4 }, () => write(callOf('lin', 700)).catch(({ kind }) => kind));
    await expect.poll(() => bureau.received.length).toBe(4);
    await expect(write(callOf('lin', 100))).rejects.toMatchObject({ kind: 'unavailable' });
    expect(await Promise.all(inside)).toEqual(Array(4).fill('timeout_unknown'));
  });
});

describe('a failing bureau', () => {
  it('is left alone once the breaker is open; other operations go on', async () => {
    bureau.behave(fails(500));
    for (let call = 0; call < 25; call += 1) await live(callOf(`r${call}`)).catch(() => null);
    const asked = bureau.received.length;
    bureau.behave(says('1'));
    await expect(live(callOf('lin'))).rejects.toMatchObject({ kind: 'unavailable' });
    expect(bureau.received).toHaveLength(asked);
    expect(ports.breakers).toEqual([{ service: 'water', operation: 'balance', state: 'open' }]);
    expect(ports.calls.at(-1)).toMatchObject({ outcome: 'breaker_open' });
    expect(await write(callOf('lin'))).toBe(1);
  });

  it('refuses fast when too many wait', async () => {
    bureau.behave(stays);
    const calls = Array.from({ length: 12 }, (_, n) => live(callOf(`r${n}`, 600)).catch(({ kind }) => kind));
    expect(await Promise.all(calls)).toEqual(Array(12).fill('unavailable'));
    expect(ports.calls.filter(({ outcome }) => outcome === 'bulkhead_full')).toHaveLength(4);
    expect(bureau.received).toHaveLength(4);
  });

  it('is not blamed when the caller had no time for it', async () => {
    bureau.behave(stays);
    for (let call = 0; call < 25; call += 1) await live(callOf(`r${call}`, 20)).catch(() => null);
    expect(ports.breakers).toEqual([]);
  });
});

describe('the privacy ledger', () => {
  it.each([
    ['ok', says('1')],
    ['unavailable', stays],
    ['bad_reply', says('nonsense')],
    ['rate_limited', fails(429)],
  ])('has an entry for a call that ended %s', async (outcome, behaviour) => {
    bureau.behave(behaviour);
    await live(callOf('lin', 200)).catch(() => null);
    const { budgetMs, ...why } = callOf('lin');
    expect(ports.entries).toEqual([
      { ...why, at: ports.time.now, system: 'water', fields: ['余额'], outcome },
    ]);
  });

  it('has an entry per time the bureau was asked, and none for an answer out of memory', async () => {
    bureau.behave((received, response) =>
      (bureau.received.length === 1 ? hangsUp : says('5'))(received, response),
    );
    await read(callOf('lin'));
    await read(callOf('lin'));
    expect(ports.entries.map(({ outcome }) => outcome)).toEqual(['unavailable', 'ok']);
  });

  it('stops a look at data that cannot be recorded, and keeps nothing of it', async () => {
    ports.ledgerDown.is = true;
    await expect(read(callOf('lin'))).rejects.toMatchObject({ kind: 'unavailable' });
    expect(ports.unrecorded).toEqual([{ service: 'water', operation: 'balance' }]);
    ports.ledgerDown.is = false;
    bureau.behave(says('2'));
    expect((await read(callOf('lin'))).value).toBe(2);
  });

  it('does not stop a payment, but counts the gap', async () => {
    ports.ledgerDown.is = true;
    expect(await write(callOf('lin'))).toBe(1);
    const outcome = await runtime.live(
      { ...question, operation: 'outcome', recordBestEffort: true },
      callOf('lin'),
    );
    expect(outcome.value).toBe(1);
    expect(ports.unrecorded.map(({ operation }) => operation)).toEqual(['pay', 'outcome']);
  });
});

it('says in a few words why an answer was not understood, however much was wrong with it', async () => {
  const complaint = {
    ...question,
    ask: async (door: Parameters<typeof question.ask>[0]) => {
      await question.ask(door);
      throw new Error('no '.repeat(100_000));
    },
  };
  const error = await runtime.live(complaint, callOf('lin')).catch((cause: Error) => cause);
  expect(error).toMatchObject({ kind: 'bad_reply' });
  expect(String((error as Error).cause).length).toBeLessThan(400);
});
