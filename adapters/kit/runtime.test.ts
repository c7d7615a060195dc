import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Call } from '../contract/call.ts';
import type { Door } from './door.ts';
import { HttpClient } from './http.ts';
import { Readings } from './readings.ts';
import { Runtime } from './runtime.ts';
import { type BureauServer, bureauServer, fails, hangsUp, says, stays } from './testing/bureau-server.ts';
import { callOf, type TestPorts, testPorts } from './testing/ports.ts';

let bureau: BureauServer;
let http: HttpClient;
let ports: TestPorts;
let runtime: Runtime;

const counterpart = {
  id: 'water',
  department: '自来水公司',
  limits: { concurrent: 4, queued: 4 },
  resources: { balance: { freshMs: 30_000, staleMs: 600_000, owner: '自来水公司' } },
};

beforeEach(async () => {
  bureau = await bureauServer(says('1'));
  http = new HttpClient();
  ports = testPorts();
  runtime = new Runtime(counterpart, ports, http, new Readings());
});
afterEach(async () => {
  await http.close();
  await bureau.close();
});

const ask = async (door: Door) => {
  const reply = await door.send({ method: 'POST', url: bureau.url, headers: {}, body: 'how much?' });
  return JSON.parse(reply.body.toString('utf8')) as number;
};
const question = { operation: 'balance', fields: ['余额'], ask };
const read = (call: Call, subject = 'account 1', freshUntil?: () => number) =>
  runtime.read({ ...question, resource: 'balance', subject, ...(freshUntil ? { freshUntil } : {}) }, call);
const live = (call: Call) => runtime.live(question, call);
const write = (call: Call) => runtime.write({ ...question, operation: 'pay' }, call);

describe('kept answers', () => {
  it('say where they come from and when they were true, and are fresh for as long as the manifest says', async () => {
    const first = await read(callOf('lin'));
    ports.time.now += 29_000;
    bureau.behave(says('2'));
    expect(await read(callOf('lin'))).toEqual(first);
    expect(first).toEqual({ value: 1, source: '自来水公司', asOf: ports.time.now - 29_000, stale: false });
    ports.time.now += 2_000;
    expect((await read(callOf('lin'))).value).toBe(2);
    expect(ports.calls.map(({ from }) => from)).toEqual(['bureau', 'cache', 'bureau']);
  });

  it('are never shown to another resident, nor to a call about nobody', async () => {
    await read(callOf('lin'));
    bureau.behave(says('2'));
    expect((await read(callOf('wang'))).value).toBe(2);
    expect((await read(callOf(null))).value).toBe(2);
    expect((await read(callOf('lin'), 'account 2')).value).toBe(2);
    expect((await read(callOf('lin'))).value).toBe(1);
  });

  it('are not mixed up by ids that look like parts of another address', async () => {
    await read(callOf('a'), 'b","c');
    bureau.behave(says('2'));
    expect((await read(callOf('a","b'), 'c')).value).toBe(2);
  });

  it('are kept for calls about nobody only under a public name', async () => {
    const open = () =>
      runtime.read(
        { ...question, resource: 'balance', subject: 'price list', publicKey: 'prices' },
        callOf(null),
      );
    await open();
    bureau.behave(says('2'));
    expect((await open()).value).toBe(1);
    await read(callOf(null));
    await read(callOf(null));
    expect(bureau.received).toHaveLength(3);
  });

  it('end early when the answer itself is only promised until then', async () => {
    const midnight = ports.time.now + 10_000;
    await read(callOf('lin'), 'account 1', () => midnight);
    ports.time.now = midnight;
    bureau.behave(says('2'));
    expect((await read(callOf('lin'))).value).toBe(2);
  });

  it('are old, not young, when the clock was set back', async () => {
    await read(callOf('lin'));
    ports.time.now -= 60_000;
    bureau.behave(says('2'));
    expect((await read(callOf('lin'))).value).toBe(2);
  });

  it.each([
    ['hangs up', hangsUp],
    ['fails', fails(500)],
    ['sends nonsense', says('<html>')],
    ['is asked too often', fails(429)],
  ])('stand in, marked stale, when the bureau %s', async (_name, behaviour) => {
    const first = await read(callOf('lin'));
    ports.time.now += 60_000;
    bureau.behave(behaviour);
    expect(await read(callOf('lin'))).toEqual({ ...first, stale: true });
    ports.time.now += 600_000;
    await expect(read(callOf('lin'))).rejects.toThrow('water.balance');
  });

  it('stand in for nobody else', async () => {
    await read(callOf('lin'));
    bureau.behave(fails(500));
    await expect(read(callOf('wang'))).rejects.toMatchObject({ kind: 'unavailable' });
  });

  it('are forgotten after the resident changed something, also by a write that failed', async () => {
    await read(callOf('lin'));
    bureau.behave(fails(500));
    await expect(write(callOf('lin'))).rejects.toMatchObject({ kind: 'timeout_unknown' });
    await expect(read(callOf('lin'))).rejects.toMatchObject({ kind: 'unavailable' });
  });

  it('are not brought back by an answer that was under way when they were forgotten', async () => {
    const gate = Promise.withResolvers<void>();
    bureau.behave((received, response) => void gate.promise.then(() => says('1')(received, response)));
    const before = read(callOf('lin'));
    await expect.poll(() => bureau.received.length).toBe(1);
    bureau.behave(says('2'));
    await write(callOf('lin'));
    gate.resolve();
    expect((await before).value).toBe(1);
    expect((await read(callOf('lin'))).value).toBe(2);
  });
});

describe('one question in flight', () => {
  it('serves everyone who asks the same meanwhile', async () => {
    bureau.behave((received, response) => void setTimeout(() => says('7')(received, response), 50));
    const answers = await Promise.all(Array.from({ length: 20 }, () => read(callOf('lin'))));
    expect(new Set(answers.map(({ value }) => value))).toEqual(new Set([7]));
    expect(bureau.received).toHaveLength(1);
  });

  it('lets one with more patience ask again when the first gave up', async () => {
    bureau.behave(stays);
    const hasty = read(callOf('lin', 150));
    await expect.poll(() => bureau.received.length).toBe(1);
    const patient = read(callOf('lin', 3_000));
    bureau.behave(says('7'));
    await expect(hasty).rejects.toMatchObject({ kind: 'unavailable' });
    expect((await patient).value).toBe(7);
  });

  it('lets one with less patience go without ending the question', async () => {
    bureau.behave((received, response) => void setTimeout(() => says('7')(received, response), 300));
    const patient = read(callOf('lin', 3_000));
    await expect(read(callOf('lin', 50))).rejects.toMatchObject({ kind: 'unavailable' });
    expect((await patient).value).toBe(7);
    expect(bureau.received).toHaveLength(1);
  });
});

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

it('lets a fault of our own through as it is', async () => {
  const broken = { ...question, ask: () => Promise.reject(new TypeError('a bug')) };
  await expect(runtime.live(broken, callOf('lin'))).rejects.toThrow(TypeError);
  expect(ports.entries).toEqual([]);
});
