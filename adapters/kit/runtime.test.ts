import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Asking, asking } from './testing/asking.ts';
import { type BureauServer, fails, hangsUp, says, stays } from './testing/bureau-server.ts';
import { callOf, type TestPorts } from './testing/ports.ts';

let bureau: BureauServer;
let ports: TestPorts;
let runtime: Asking['runtime'];
let question: Asking['question'];
let read: Asking['read'];
let write: Asking['write'];
let close: () => Promise<void>;

beforeEach(async () => {
  const all = await asking();
  ({ bureau, ports, runtime, question, read, write } = all);
  close = all.close;
});
afterEach(() => close());

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

it('lets a fault of our own through as it is', async () => {
  const broken = { ...question, ask: () => Promise.reject(new TypeError('a bug')) };
  await expect(runtime.live(broken, callOf('lin'))).rejects.toThrow(TypeError);
  expect(ports.entries).toEqual([]);
});
