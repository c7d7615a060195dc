import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { booksAgree } from '../harness/books.ts';
import { type Citizen, type House, startHouse } from '../harness/index.ts';
import { WEAPP_DIST } from './artifact.ts';
import { Device } from './device.ts';
import { livePowers, type Surroundings } from './wx-powers.ts';

const KB = 1024;
let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.stop());

/** A resident with the built mini-program on her phone, and the same resident seen through the front door. */
async function phoneOf(
  habits: Partial<Surroundings> = {},
  login?: string,
): Promise<{ device: Device; citizen: Citizen }> {
  const citizen = await house.citizen(login);
  const around = { bff: house.url(), city: house.city.url(), loginCode: `demo-${citizen.login}`, ...habits };
  return { device: new Device(WEAPP_DIST, livePowers(around)), citizen };
}

const theOrderOf = async (citizen: Citizen) => {
  const [order] = await citizen.orders();
  if (!order) throw new Error('she has no order');
  return order;
};

describe('the built mini-program', () => {
  it('shows its first screen after one request and at most 32 KB of setData', async () => {
    const { device } = await phoneOf();
    device.launch();
    await device.shows(/今天[\s\u00a0]*\d+[\s\u00a0]*件事/);
    expect(device.requests.map(({ method, url }) => `${method} ${new URL(url).pathname}`)).toEqual([
      'POST /v1/sessions',
    ]);
    expect(device.setData.reduce((sum, each) => sum + each.bytes, 0)).toBeLessThanOrEqual(32 * KB);
    expect(device.errors).toEqual([]);
  });

  it('pays a fine from the list at WeChat’s cashier, and every book agrees', async () => {
    const { device, citizen } = await phoneOf();
    const [fine] = await citizen.payable();
    device.launch('/features/bills/list/index');
    await device.until(() => device.node(`bill-${fine?.number}`), 'the fine is in the list');
    device.tap(`bill-${fine?.number}`);
    await device.until(
      () => device.route === 'features/bills/detail/index' && device.node('pay'),
      'the fine opens',
    );
    device.tap('pay');
    await device.until(
      () => device.route === 'features/checkout/confirm/index' && device.node('pay'),
      'she is asked to confirm',
    );
    expect(device.textOf('amount')).toContain(((fine?.amountFen ?? 0) / 100).toFixed(2));
    device.tap('pay');
    await device.until(() => device.route === 'features/checkout/result/index', 'the result page', 20_000);
    await device.shows(/已缴|已入账|缴清/, 30_000);
    const order = await theOrderOf(citizen);
    await citizen.waitsFor(order, 'done');
    await citizen.isTold(order);
    await booksAgree(house, citizen, order);
    expect(device.errors).toEqual([]);
  });

  it('opens the scanned fine, and nothing for a code it does not know', async () => {
    const seen = { code: 'https://evil.example.com/pay' };
    const { device, citizen } = await phoneOf({ scanned: () => seen.code });
    const [fine] = await citizen.payable();
    device.launch('/features/bills/scan/index');
    await device.until(() => device.node('camera'), 'the camera is offered');
    device.tap('camera');
    await device.shows(/决定书/);
    expect(device.route).toBe('features/bills/scan/index');
    seen.code = fine?.number ?? '';
    device.tap('camera');
    await device.until(() => device.route !== 'features/bills/scan/index', 'the fine opens');
    await device.shows(((fine?.amountFen ?? 0) / 100).toFixed(2));
  });

  it('never takes the cashier’s word: cancelled stays unpaid, and can be paid on', async () => {
    const mood = { result: 'cancel' as 'cancel' | 'paid' };
    const { device, citizen } = await phoneOf({ atCashier: () => mood.result });
    const [fine] = await citizen.payable();
    device.launch(`/features/checkout/confirm/index?bills=${fine?.id}`);
    await device.until(() => device.node('pay'), 'she is asked to confirm');
    device.tap('pay');
    await device.until(() => device.node('pay-on'), 'she may pay on');
    expect((await theOrderOf(citizen)).status).toBe('unpaid');
    mood.result = 'paid';
    device.tap('pay-on');
    const order = await theOrderOf(citizen);
    await citizen.waitsFor(order, 'done');
    await device.shows(/已缴|已入账|缴清/, 30_000);
    await citizen.isTold(order);
    await booksAgree(house, citizen, order);
  });

  it('says 核实中 with a deadline while the bureau is silent', async () => {
    const { device, citizen } = await phoneOf();
    const [fine] = await citizen.payable();
    device.launch(`/features/checkout/confirm/index?bills=${fine?.id}`);
    await device.until(() => device.node('pay'), 'she is asked to confirm');
    const fault = await house.city.breaks({ service: 'traffic-fines', operation: 'pay', kind: 'refuse' });
    device.tap('pay');
    await device.shows(/核实中，最迟[\s\u00a0]*\d{2}:\d{2}/, 30_000);
    await fault.heal();
    await house.city.advances(10 * 60_000);
    await citizen.waitsFor(await theOrderOf(citizen), 'done', 30_000);
    await device.shows(/已缴|已入账|缴清/, 60_000);
  });

  it('opens every page from a deep link, without an error and without raw codes', async () => {
    const { device: first } = await phoneOf();
    first.launch();
    for (const route of first.routes) {
      const { device } = await phoneOf();
      device.launch(`/${route}`);
      await device.until(() => device.text.length > 4, `${route} shows something`);
      await new Promise((done) => setTimeout(done, 300));
      expect(device.text, route).not.toMatch(/undefined|NaN|\[object|null|[a-z]+_[a-z]+/);
      expect(device.errors, route).toEqual([]);
    }
  });
});
