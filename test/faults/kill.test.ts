import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Order } from '../../bff/contract/index.ts';
import { booksAgree } from '../harness/books.ts';
import { anOrder, eventually, type House, startHouse } from '../harness/index.ts';

let house: House;
beforeEach(async () => {
  house = await startHouse();
});
afterEach(() => house.stop());

/** Sessions may be lost with the process; what she owns may not. */
async function settlesFor(login: string, order: Order): Promise<void> {
  const back = await house.citizen(login);
  await back.waitsFor(order, 'done', 45_000);
  await back.isTold(order);
  await booksAgree(house, back, order);
}

describe('kill -9', () => {
  it('after the notice is stored, before the bureau knows (F5)', async () => {
    const { citizen, order } = await anOrder(house);
    await house.city.breaks({ service: 'traffic-fines', operation: 'pay', kind: 'refuse' });
    await citizen.pays(order);
    await eventually('WeChat’s notice is acknowledged', async () => {
      const { wechat } = await house.city.state();
      return wechat.notices.some((each) => each.lastStatus === 200 || each.lastStatus === 204);
    });
    await house.kill9('bff');
    await house.kill9('worker');
    await house.city.heals();
    await house.restart('bff');
    await house.restart('worker');
    await house.city.advances(30 * 60_000);
    await settlesFor(citizen.login, order);
  });

  it('after WeChat has taken our order, before we wrote down its answer (F5)', async () => {
    const { citizen, order } = await anOrder(house);
    await house.city.breaks({ service: 'wechat-pay', operation: 'jsapi', kind: 'lost_reply', times: 1 });
    const starting = citizen.startsPayment(order).catch(() => null);
    await eventually(
      'WeChat holds the order',
      async () => (await house.city.state()).wechat.transactions.length === 1,
    );
    await house.kill9('bff');
    await starting;
    await house.restart('bff');
    const back = await house.citizen(citizen.login);
    await back.pays(order);
    await settlesFor(citizen.login, order);
    expect((await house.city.state()).wechat.transactions).toHaveLength(1);
  });

  it('while the bureau holds the write-back in its hands (F5)', async () => {
    const { citizen, order } = await anOrder(house);
    await house.city.breaks({ service: 'traffic-fines', operation: 'pay', kind: 'lost_reply', times: 1 });
    await citizen.pays(order);
    const [line] = order.lines;
    await eventually('the bureau took it', async () => {
      const { bureaus } = await house.city.state();
      return bureaus[line?.service ?? '']?.bills.some(
        (bill) => bill.number === line?.number && bill.timesSettled === 1,
      );
    });
    await house.kill9('bff');
    await house.kill9('worker');
    await house.restart('bff');
    await house.restart('worker');
    await house.city.advances(30 * 60_000);
    await settlesFor(citizen.login, order);
  });

  it('of the city: WeChat goes on with its notices from its own books', async () => {
    const { citizen, order } = await anOrder(house);
    await house.city.breaks({
      service: 'wechat-pay',
      operation: 'notice',
      kind: 'notice_delay',
      delayMs: 30_000,
      times: 1,
    });
    await citizen.pays(order);
    await house.kill9('city');
    await house.restart('city');
    await house.city.advances(5 * 60_000);
    await settlesFor(citizen.login, order);
  });
});
