import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Order } from '../../bff/contract/index.ts';
import { booksAgree, nothingMoved } from '../harness/books.ts';
import { anOrder, type Citizen, eventually, type House, startHouse } from '../harness/index.ts';

let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.stop());

async function settles(citizen: Citizen, order: Order): Promise<void> {
  await citizen.waitsFor(order, 'done', 30_000);
  await citizen.isTold(order);
  await booksAgree(house, citizen, order);
}

const sendAgain = async (outTradeNo: string | undefined, wanted: object) =>
  (await house.city.asks('/_city/wechat/notices', { method: 'POST', body: { outTradeNo, ...wanted } }))
    .body as {
    statuses: (number | null)[];
  };

const minutes = (count: number) => count * 60_000;

describe('notices of payment', () => {
  it('twice: one transition, both acknowledged (F1)', async () => {
    const { citizen, order } = await anOrder(house);
    await citizen.pays(order);
    await settles(citizen, order);
    const { outTradeNo } = await citizen.order(order.id);
    expect((await sendAgain(outTradeNo, { times: 2 })).statuses).toEqual([200, 200]);
    await booksAgree(house, citizen, order);
  });

  it('fifty at once: one transition, all acknowledged (F1)', async () => {
    const { citizen, order } = await anOrder(house);
    await house.city.breaks({ service: 'traffic-fines', operation: 'pay', kind: 'refuse', times: 1 });
    await citizen.pays(order);
    const { outTradeNo } = await citizen.order(order.id);
    const { statuses } = await sendAgain(outTradeNo, { times: 50, parallel: true });
    expect(statuses).toEqual(Array.from({ length: 50 }, () => 200));
    await settles(citizen, order);
  });

  it('before our own call to WeChat has been answered: the order is there to be paid (F2)', async () => {
    const { citizen, order } = await anOrder(house);
    await house.city.breaks({ service: 'wechat-pay', operation: 'jsapi', kind: 'lost_reply', times: 1 });
    const starting = citizen.startsPayment(order).catch(() => null);
    const prepayId = await eventually('WeChat holds the order', async () => {
      const { outTradeNo } = await citizen.order(order.id);
      const { wechat } = await house.city.state();
      return wechat.transactions.find((each) => each.outTradeNo === outTradeNo)?.prepayId;
    });
    await house.city.cashier(prepayId, 'paid');
    await starting;
    await settles(citizen, order);
  });

  it('lost for ever: asking finds the payment (F3)', async () => {
    const { citizen, order } = await anOrder(house);
    const lost = await house.city.breaks({ service: 'wechat-pay', operation: 'notice', kind: 'notice_drop' });
    await citizen.pays(order);
    await settles(citizen, order);
    await lost.heal();
  });

  it('lost for ever and the resident gone: our own timer finds the payment (F3)', async () => {
    const { citizen, order } = await anOrder(house);
    const lost = await house.city.breaks({ service: 'wechat-pay', operation: 'notice', kind: 'notice_drop' });
    await citizen.pays(order);
    await house.city.advances(minutes(2));
    await eventually('the bureau has it', async () => {
      const { bureaus } = await house.city.state();
      const [line] = order.lines;
      return bureaus[line?.service ?? '']?.bills.some(
        (bill) => bill.number === line?.number && bill.timesSettled === 1,
      );
    });
    await lost.heal();
    const back = await house.citizen(citizen.login);
    await settles(back, order);
  });

  it.each(['amount', 'mchid', 'appid', 'currency'] as const)(
    'validly signed but with another %s: acknowledged, frozen, nothing moves (F15)',
    async (field) => {
      const { citizen, order } = await anOrder(house);
      await citizen.startsPayment(order);
      const { outTradeNo } = await citizen.order(order.id);
      const wrong = { amount: 1, mchid: '1900000000', appid: 'wx0000000000000000', currency: 'USD' }[field];
      const { statuses } = await sendAgain(outTradeNo, { overrides: { [field]: wrong } });
      expect(statuses).toEqual([200]);
      await nothingMoved(house, citizen, order);
      const metrics = await (await fetch(`${house.opsUrl()}/metrics`)).text();
      expect(metrics).toMatch(/notice\w*\{[^}]*(frozen|mismatch)[^}]*\} [1-9]/);
    },
  );

  it('tampered on the way: refused, and the true copy that follows is taken (F16)', async () => {
    const { citizen, order } = await anOrder(house);
    await house.city.breaks({ service: 'wechat-pay', operation: 'notice', kind: 'notice_tamper', times: 1 });
    const { payment } = await citizen.pays(order);
    await eventually('the tampered copy was refused', async () => {
      const { wechat } = await house.city.state();
      const outTradeNo = wechat.transactions.find((each) => each.prepayId === payment.prepayId)?.outTradeNo;
      const notice = wechat.notices.find((each) => each.outTradeNo === outTradeNo);
      return notice && notice.attempts >= 1 && (notice.lastStatus ?? 0) >= 400;
    });
    await house.city.advances(minutes(1));
    await settles(citizen, order);
  });

  it('probes with a wrong signature are never taken', async () => {
    for (let paid = 0; paid < 6; paid += 1) {
      const { citizen, order } = await anOrder(house);
      await citizen.pays(order);
      await citizen.waitsFor(order, 'done', 30_000);
    }
    const { wechat } = (await house.city.state()) as unknown as {
      wechat: { probes: { accepted: boolean }[] };
    };
    expect(wechat.probes.length).toBeGreaterThan(0);
    expect(wechat.probes.filter((probe) => probe.accepted)).toEqual([]);
  });

  it.each([
    ['nothing', ''],
    ['no JSON', '<xml/>'],
    ['an unsigned notice', JSON.stringify({ id: 'x', event_type: 'TRANSACTION.SUCCESS', resource: {} })],
    ['a megabyte', 'x'.repeat(1_048_576)],
  ])('refuses %s at the door, and changes nothing', async (_, body) => {
    const { merchants } = await house.city.credentials();
    const answer = await fetch(`${house.url()}/v1/payments/wechat/notify/${merchants[0]?.mchid}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(await answer.json()).toMatchObject({ code: 'FAIL' });
  });
});
