import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Order } from '../../bff/contract/index.ts';
import { booksAgree } from '../harness/books.ts';
import { anOrder, billAt, type Citizen, eventually, type House, startHouse } from '../harness/index.ts';

let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.stop());

const settles = async (citizen: Citizen, order: Order) => {
  await citizen.waitsFor(order, 'done', 30_000);
  await citizen.isTold(order);
  await booksAgree(house, citizen, order);
};

describe('the bureau while a paid fine waits to be written back', () => {
  it.each(['refuse', 'http_500', 'hang', 'garbage'] as const)(
    '%s for a while: the resident sees 核实中 with a deadline, then it settles once (F10)',
    async (kind) => {
      const { citizen, order } = await anOrder(house);
      const fault = await house.city.breaks({ service: 'traffic-fines', kind });
      await citizen.pays(order);
      const waiting = await citizen.waitsFor(order, 'processing');
      expect(waiting.resolveBy).toBeDefined();
      expect(waiting.paidFen).toBe(order.totalFen);
      expect(waiting.notice).toMatch(/[一-龥]{8,}/);
      await fault.heal();
      await house.city.advances(10 * 60_000);
      await settles(citizen, order);
    },
  );

  it('took the money’s news but its answer was lost: it is asked, not told twice (F11)', async () => {
    const { citizen, order } = await anOrder(house);
    await house.city.breaks({ service: 'traffic-fines', operation: 'pay', kind: 'lost_reply', times: 1 });
    await citizen.pays(order);
    await eventually('the bureau took it', async () => {
      const [line] = order.lines;
      return billAt(await house.city.state(), line?.service ?? '', line?.number ?? '').timesSettled === 1;
    });
    await house.city.advances(10 * 60_000);
    await settles(citizen, order);
  });

  it('is told twice by a stuttering line: it settles once', async () => {
    const { citizen, order } = await anOrder(house);
    await house.city.breaks({ service: 'traffic-fines', operation: 'pay', kind: 'duplicate', times: 1 });
    await citizen.pays(order);
    await settles(citizen, order);
  });

  it('says another has paid meanwhile: an officer has it, the money is not lost sight of (F12)', async () => {
    const { citizen, order } = await anOrder(house);
    const [line] = order.lines;
    if (!line) throw new Error('the order is empty');
    await citizen.startsPayment(order);
    await house.city.paysAtCounter(line.service, line.number);
    await citizen.pays(order);
    await citizen.isTold(order, 'order_with_officer');
    const seen = await citizen.order(order.id);
    expect(seen).toMatchObject({ status: 'processing', paidFen: order.totalFen });
    expect(seen.resolveBy).toBeDefined();
    expect(billAt(await house.city.state(), line.service, line.number).timesSettled).toBe(1);
    const metrics = await (await fetch(`${house.opsUrl()}/metrics`)).text();
    expect(metrics).toMatch(/manual[^\n]* [1-9]/);
  });

  it('is down when she wants to order: no order, a plain sentence, nothing held', async () => {
    const citizen = await house.citizen();
    const [fine] = await citizen.payable();
    if (!fine) throw new Error('she has no fine');
    const fault = await house.city.breaks({ service: 'traffic-fines', kind: 'refuse' });
    await expect(citizen.places([fine])).rejects.toMatchObject({ status: 503, code: 'bureau_unavailable' });
    await fault.heal();
    await eventually('the bureau is asked again', () => citizen.places([fine]), 40_000);
    expect(await citizen.orders()).toHaveLength(1);
  });
});

describe('WeChat while a payment begins', () => {
  it.each(['refuse', 'http_500', 'hang', 'garbage', 'lost_reply', 'wrong_signature'] as const)(
    '%s: the same number is sent again, one order is paid once (F6)',
    async (kind) => {
      const { citizen, order } = await anOrder(house);
      const fault = await house.city.breaks({ service: 'wechat-pay', operation: 'jsapi', kind, times: 1 });
      await citizen.startsPayment(order).catch((error: unknown) => {
        expect(error).toMatchObject({ status: 503, code: 'payment_unavailable' });
      });
      await fault.heal().catch(() => {});
      expect(await citizen.order(order.id)).toMatchObject({ paidFen: 0 });
      await citizen.pays(order);
      await settles(citizen, order);
      const { wechat } = await house.city.state();
      const { outTradeNo } = await citizen.order(order.id);
      expect(wechat.transactions.filter((each) => each.outTradeNo === outTradeNo)).toHaveLength(1);
    },
  );
});

describe('WeChat’s messages', () => {
  it('fail altogether: the inbox has the news and the money is settled (F27)', async () => {
    const fault = await house.city.breaks({
      service: 'wechat',
      operation: 'subscribe_send',
      kind: 'http_500',
    });
    const { citizen, order } = await anOrder(house);
    await citizen.pays(order);
    await settles(citizen, order);
    await fault.heal();
  });
});
