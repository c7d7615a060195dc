import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { Payment } from '../../adapters/traffic-fines/wire.ts';
import { DAY_MS, timeText } from '../kit/city-time.ts';
import { openTrial, type Trial } from '../kit/trial.ts';
import { callerOf } from './caller.ts';

let trial: Trial;
let caller: ReturnType<typeof callerOf>;
let due: { jdsbh: string; je: string };
let late: { jdsbh: string; je: string };

beforeAll(async () => {
  trial = await openTrial();
  caller = callerOf(trial);
  await morning();
});
afterEach(morning);
afterAll(() => trial.stop());

/** Ten o'clock of a working morning, in a city whose books are as new. */
async function morning() {
  await trial.control('POST', '/reset', {});
  await setTime('10:00:00');
  const [first, second] = await billsOf('lin');
  due = { jdsbh: first?.number ?? '', je: yuan(first?.amountFen) };
  late = { jdsbh: second?.number ?? '', je: yuan(second?.amountFen) };
}

async function billsOf(login: string) {
  const owner = trial.city.world.resident(login);
  const { plate } = trial.city.world.vehicles.find((each) => each.owner === owner) ?? {};
  const bills = (await trial.state()).bureaus['traffic-fines']?.bills ?? [];
  return bills.filter((each) => 'plate' in each && each.plate === plate);
}

const yuan = (fen = 0) => (fen / 100).toFixed(2);
const now = () => timeText(trial.city.clock.now());
const order = (of: { jdsbh: string; je: string }, lsh = 'YJT0001') => ({ ...of, lsh, jksj: now() });

async function bill(number: string) {
  return (await trial.state()).bureaus['traffic-fines']?.bills.find((each) => each.number === number);
}

/** Sets the clock to a time of the city's today. */
async function setTime(time: string) {
  const today = timeText(trial.city.clock.now()).slice(0, 10);
  await trial.control('POST', '/clock', { set: `${today}T${time}+08:00` });
}

describe('paying', () => {
  test('settles a decision once and answers with a payment', async () => {
    const { code, payment } = await caller.pay(order(due));
    expect(code).toBe('1');
    expect(Payment.parse(payment)).toMatchObject({ lsh: 'YJT0001', jdsbh: due.jdsbh, jkbj: '1' });
    expect(await bill(due.jdsbh)).toMatchObject({
      status: 'paid',
      settledBy: 'YJT0001',
      timesSettled: 1,
      keys: ['YJT0001'],
    });
    expect((await caller.byDecision(due.jdsbh)).violations[0]?.jkbj).toBe('1');
  });

  test('repeated with the same serial answers the first payment again and settles nothing more', async () => {
    const first = await caller.pay(order(due));
    const again = await caller.pay(order(due));
    expect(again).toEqual(first);
    expect(await bill(due.jdsbh)).toMatchObject({ timesSettled: 1, keys: ['YJT0001'] });
  });

  test('fifty at once settle once', async () => {
    const one = order(due);
    const codes = await Promise.all(Array.from({ length: 50 }, async () => (await caller.pay(one)).code));
    expect(new Set(codes)).toEqual(new Set(['1']));
    expect(await bill(due.jdsbh)).toMatchObject({ timesSettled: 1 });
  });

  test('the late charge is part of the amount due, as of the time paid', async () => {
    expect((await caller.pay({ ...order(late), je: '200.00' })).code).toBe('12');
    expect(late.je).toBe('218.00');
    const paid = order(late);
    // Told of it after midnight, when 224.00 would be due: what counts is when it was paid.
    await trial.control('POST', '/clock', { advanceMs: DAY_MS });
    expect((await caller.pay(paid)).code).toBe('1');
    expect(await bill(late.jdsbh)).toMatchObject({ amountFen: 21800, timesSettled: 1 });
  });

  test('yesterday’s price paid after midnight is not the amount due', async () => {
    await trial.control('POST', '/clock', { advanceMs: DAY_MS });
    expect((await caller.pay(order(late))).code).toBe('12');
    expect(await bill(late.jdsbh)).toMatchObject({ status: 'payable', amountFen: 22400, keys: ['YJT0001'] });
  });
});

describe('refusals', () => {
  test('11: paid by another serial, or at the counter', async () => {
    await caller.pay(order(due));
    expect((await caller.pay(order(due, 'YJT0002'))).code).toBe('11');
    await trial.control('POST', `/bureaus/traffic-fines/bills/${late.jdsbh}/pay`);
    expect((await caller.pay(order(late, 'YJT0003'))).code).toBe('11');
    expect(await bill(due.jdsbh)).toMatchObject({ timesSettled: 1, keys: ['YJT0001', 'YJT0002'] });
    expect(await bill(late.jdsbh)).toMatchObject({
      timesSettled: 1,
      settledBy: 'counter',
      keys: ['YJT0003'],
    });
  });

  test('13: unknown, only captured, withdrawn or a warning', async () => {
    const bills = (await trial.state()).bureaus['traffic-fines']?.bills ?? [];
    const [, , captured] = await billsOf('lin');
    expect((await caller.pay(order({ jdsbh: captured?.number ?? '', je: '100' }))).code).toBe('13');
    expect((await caller.pay(order({ jdsbh: '430522199999999', je: '100' }))).code).toBe('13');
    for (const none of bills.filter((each) => each.status === 'void')) {
      expect((await caller.pay(order({ jdsbh: none.number, je: yuan(none.amountFen) }))).code).toBe('13');
    }
    expect(bills.filter((each) => each.status === 'void').length).toBeGreaterThan(1);
  });

  test('14: the serial was used for another decision or amount', async () => {
    await caller.pay(order(due));
    expect((await caller.pay(order(late))).code).toBe('14');
    expect((await caller.pay({ ...order(due), je: '1.00' })).code).toBe('14');
    expect(await bill(late.jdsbh)).toMatchObject({ timesSettled: 0 });
  });

  test.each([
    { je: '-1' },
    { je: '1e3' },
    { je: '1.005' },
    { jksj: '2026-11-20' },
    { jksj: '2026-02-30 00:00:00' },
    { lsh: '' },
    { lsh: 'a-b' },
    { lsh: 'x'.repeat(33) },
  ])('-1: not understood %j', async (wrong) => {
    expect((await caller.pay({ ...order(due), ...wrong })).code).toBe('-1');
    expect(await bill(due.jdsbh)).toMatchObject({ status: 'payable', timesSettled: 0 });
  });
});

describe('at night', () => {
  test.each([
    ['23:29:30', '1'],
    ['23:30:01', '2'],
    ['00:29:30', '2'],
    ['00:30:01', '1'],
  ])('at %s a write is answered %s', async (time, code) => {
    await setTime(time);
    expect((await caller.pay(order(due))).code).toBe(code);
    expect((await bill(due.jdsbh))?.timesSettled).toBe(Number(code === '1'));
  });

  test('queries are answered all night', async () => {
    await setTime('23:45:00');
    expect((await caller.byDecision(due.jdsbh)).code).toBe('1');
    expect((await caller.bySerial('YJT0001')).code).toBe('0');
  });
});

describe('asking by serial', () => {
  test('finds the payment with the time it was paid, and nothing for a serial that settled nothing', async () => {
    const paid = order(due);
    await caller.pay(paid);
    await caller.pay(order(due, 'YJT0002'));
    expect((await caller.bySerial('YJT0001')).payment).toMatchObject({
      jdsbh: due.jdsbh,
      je: due.je,
      jksj: `${paid.jksj}.0`,
    });
    expect((await caller.bySerial('YJT0002')).code).toBe('0');
  });

  test('finds it after a restart', async () => {
    await caller.pay(order(due));
    await trial.restart();
    expect((await caller.bySerial('YJT0001')).payment?.jdsbh).toBe(due.jdsbh);
  });
});

describe('on a bad day', () => {
  const fault = (kind: string) =>
    trial.control('POST', '/faults', { service: 'traffic-fines', operation: 'pay', kind, times: 1 });

  test('a request that arrives twice settles once', async () => {
    await fault('duplicate');
    expect((await caller.pay(order(due))).code).toBe('1');
    expect(await bill(due.jdsbh)).toMatchObject({ timesSettled: 1, keys: ['YJT0001'] });
  });

  test('a lost reply has settled, and the serial tells', async () => {
    await fault('lost_reply');
    await expect(caller.pay(order(due))).rejects.toThrow();
    expect((await caller.bySerial('YJT0001')).payment?.jdsbh).toBe(due.jdsbh);
    expect((await caller.pay(order(due))).code).toBe('1');
    expect(await bill(due.jdsbh)).toMatchObject({ timesSettled: 1 });
  });

  test('a refused connection has settled nothing', async () => {
    await fault('refuse');
    await expect(caller.pay(order(due))).rejects.toThrow();
    expect((await caller.bySerial('YJT0001')).code).toBe('0');
  });

  test('wrong_signature is a serial that is no longer accepted', async () => {
    await fault('wrong_signature');
    expect((await caller.pay(order(due))).code).toBe('-1');
  });

  test('the fault strikes the named operation only', async () => {
    await fault('refuse');
    expect((await caller.byDecision(due.jdsbh)).code).toBe('1');
  });
});

test('only what is payable can be paid at the counter, and once', async () => {
  const atCounter = async (number: string) =>
    (await trial.control('POST', `/bureaus/traffic-fines/bills/${number}/pay`)).status;
  const [, , captured] = await billsOf('lin');
  expect(await atCounter(late.jdsbh)).toBe(200);
  expect(await atCounter(late.jdsbh)).toBe(404);
  expect(await atCounter(captured?.number ?? '')).toBe(404);
  expect(await bill(late.jdsbh)).toMatchObject({ settledBy: 'counter', timesSettled: 1, amountFen: 21800 });
});
