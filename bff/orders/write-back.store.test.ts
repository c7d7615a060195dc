import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { citizen, freshNumber, HOUR, MINUTE, type Money, openMoney } from './testing/money.ts';

let money: Money;
beforeAll(async () => {
  money = await openMoney();
});
afterEach(async () => {
  money.bureau.recover();
  expect((await money.ledger.books()).faults).toEqual([]);
});
afterAll(() => money.close());

const lin = citizen('lin');

async function paidOrder(...numbers: string[]): Promise<string> {
  const billIds = numbers.map((number) => money.bureau.owes(number));
  const { id } = await money.orders.place(lin, billIds, freshNumber(), 'request');
  await money.pays(id);
  return id;
}
const view = (id: string) => money.orders.view(lin, id);
const settles = (number: string) => money.bureau.calls.filter((call) => call === `settle ${number}`).length;
const stepsOf = async (id: string) => (await view(id)).steps.map((step) => step.step);
const messagesOf = (id: string) => money.messages.filter((one) => one.orderId === id).map((one) => one.type);

/** Lets `ms` pass in small steps, as a worker would see it. */
async function pass(ms: number, step = MINUTE): Promise<void> {
  for (let passed = 0; passed < ms; passed += step) {
    money.clock.advance(step);
    await money.drain();
  }
}

describe('a bureau that cannot be reached', () => {
  test.each(['unavailable', 'rate_limited'] as const)(
    '%s: the same settlement is sent again',
    async (kind) => {
      const number = freshNumber();
      const id = await paidOrder(number);
      money.bureau.trouble('settle', kind, kind);
      await money.drain();
      expect(await view(id)).toMatchObject({ status: 'processing' });
      expect((await view(id)).notice).toContain('还没回话');
      expect(await stepsOf(id)).toEqual(['placed', 'paid', 'bureau_silent']);
      await pass(10_000, 1_000);
      expect(await view(id)).toMatchObject({ status: 'done' });
      expect(settles(number)).toBe(3);
      expect(messagesOf(id)).toEqual(['order_paid', 'order_settled']);
    },
  );

  test('down for six hours: asked ever less often, promised anew, given to an officer, settled in the end', async () => {
    const number = freshNumber();
    const id = await paidOrder(number);
    money.bureau.trouble('settle', ...Array.from({ length: 200 }, () => 'unavailable' as const));
    await pass(20 * MINUTE);
    expect((await view(id)).resolveBy).toBeDefined();
    expect(await overdue('writing_back')).toBe(1);
    await pass(5 * HOUR + 40 * MINUTE, 5 * MINUTE);
    const tries = settles(number);
    expect(tries).toBeGreaterThan(20);
    expect(tries).toBeLessThan(60);
    const waiting = await view(id);
    expect(waiting.notice).toContain('工作人员已在跟进');
    expect(Date.parse(waiting.resolveBy ?? '')).toBeGreaterThan(money.clock.now());
    expect(messagesOf(id)).toEqual(['order_paid', 'order_with_officer']);
    money.bureau.recover();
    await pass(20 * MINUTE);
    expect(await view(id)).toMatchObject({ status: 'done' });
    expect(await overdue('writing_back')).toBe(0);
  }, 60_000);
});

async function overdue(state: string): Promise<number> {
  const metric = await money.metrics.getSingleMetric('orders_overdue')?.get();
  return metric?.values.find((value) => value.labels.state === state)?.value ?? Number.NaN;
}

describe('an answer that is lost', () => {
  test('after the bureau took it: asked before it is repeated, settled once', async () => {
    const number = freshNumber();
    const id = await paidOrder(number);
    money.bureau.trouble('settle', 'lost_reply');
    await money.drain();
    expect(await stepsOf(id)).toEqual(['placed', 'paid', 'bureau_told', 'bureau_silent']);
    await pass(3_000, 1_000);
    expect(await view(id)).toMatchObject({ status: 'done' });
    expect(settles(number)).toBe(1);
  });

  test.each(['timeout_unknown', 'bad_reply'] as const)(
    '%s before the bureau took it: absent there, so sent again',
    async (kind) => {
      const number = freshNumber();
      const id = await paidOrder(number);
      money.bureau.trouble('settle', kind);
      await money.drain();
      const asked = money.bureau.calls.length;
      await pass(3_000, 1_000);
      expect(money.bureau.calls.slice(asked)).toEqual(['outcome', `settle ${number}`]);
      expect(await view(id)).toMatchObject({ status: 'done' });
    },
  );

  test('and the question is lost too, or the bureau is still at it: nothing is repeated meanwhile', async () => {
    const number = freshNumber();
    const id = await paidOrder(number);
    money.bureau.trouble('settle', 'lost_reply');
    money.bureau.trouble('outcome', 'timeout_unknown', 'unavailable', 'bad_reply');
    await money.drain();
    const [key = ''] = [...money.bureau.settlements].flatMap(([key, one]) =>
      one.number === number ? [key] : [],
    );
    money.bureau.pending.add(key);
    await pass(MINUTE, 2_000);
    expect(settles(number)).toBe(1);
    expect(await view(id)).toMatchObject({ status: 'processing' });
    money.bureau.pending.delete(key);
    await pass(5 * MINUTE, 10_000);
    expect(await view(id)).toMatchObject({ status: 'done' });
    expect(settles(number)).toBe(1);
  });

  test('by a process that ended right after the bureau took it', async () => {
    const number = freshNumber();
    const id = await paidOrder(number);
    // What a kill leaves: the start is written down, the bureau knows, the answer is not.
    const settle = money.bureau.settle;
    money.bureau.settle = async (...asked) => {
      await settle(...asked);
      throw new TypeError('killed');
    };
    await money.drain();
    money.bureau.settle = settle;
    await pass(10_000, 1_000);
    expect(await view(id)).toMatchObject({ status: 'done' });
    expect(settles(number)).toBe(1);
    expect(money.bureau.calls.at(-1)).toBe('outcome');
  });
});

describe('a bureau that refuses', () => {
  test.each(['rejected', 'not_found'] as const)(
    '%s: an officer has it, the money is in suspense',
    async (kind) => {
      const number = freshNumber();
      const id = await paidOrder(number);
      const before = (await money.ledger.books()).suspenseFen;
      money.bureau.trouble('settle', kind);
      await money.drain();
      await pass(2 * HOUR, 10 * MINUTE);
      const refused = await view(id);
      expect(refused).toMatchObject({ status: 'processing', paidFen: 20_000 });
      expect(refused.notice).toContain('已转工作人员处理');
      expect(refused.resolveBy).toBeDefined();
      expect(refused.steps.at(-1)?.step).toBe('with_officer');
      expect(settles(number)).toBe(1);
      expect(messagesOf(id)).toEqual(['order_with_officer']);
      expect((await money.ledger.books()).suspenseFen - before).toBe(20_000);
      expect(await overdue('manual')).toBeGreaterThan(0);
      const held = await money.orders
        .place(lin, [`bill-${number}`], freshNumber(), 'r')
        .catch((error) => error);
      expect(held.code).toBe('bill_in_payment');
    },
  );

  test('one bill of two: the other is settled all the same', async () => {
    const [first, second] = [freshNumber(), freshNumber()];
    const id = await paidOrder(first, second);
    money.bureau.trouble('settle', 'rejected');
    await money.drain();
    const refused = await view(id);
    expect(refused.status).toBe('processing');
    expect(refused.lines.map((line) => line.status).toSorted()).toEqual(['done', 'processing']);
    expect((await money.ledger.books()).dueFen).toBe(0);
  });
});

describe('money that comes after the order was closed', () => {
  const closedOrder = async (number: string) => {
    const billId = money.bureau.owes(number);
    const { id } = await money.orders.place(lin, [billId], freshNumber(), 'request');
    await money.database.transact((trx) => money.orders.markClosed(trx, id, 'expired'));
    return id;
  };

  test('while the bill is free: held again and written back', async () => {
    const number = freshNumber();
    const id = await closedOrder(number);
    expect(await money.pays(id)).toBe('late_paid');
    expect((await view(id)).notice).toContain('钱没有丢');
    await money.drain();
    expect(await view(id)).toMatchObject({ status: 'done', paidFen: 20_000 });
    expect(await stepsOf(id)).toEqual(['placed', 'closed', 'paid_late', 'bureau_told', 'settled']);
    expect(messagesOf(id)).toEqual(['order_paid_late', 'order_settled']);
  });

  test('while another order holds the bill: an officer has it, the other order is untouched', async () => {
    const number = freshNumber();
    const id = await closedOrder(number);
    const other = await money.orders.place(citizen('wang'), [`bill-${number}`], freshNumber(), 'request');
    expect(await money.pays(id)).toBe('late_paid');
    await money.drain();
    expect((await view(id)).notice).toContain('工作人员');
    expect(settles(number)).toBe(0);
    await money.pays(other.id);
    await money.drain();
    expect((await money.orders.find(other.id))?.state).toBe('settled');
  });
});
