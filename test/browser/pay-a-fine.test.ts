import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { booksAgree } from '../harness/books.ts';
import { type Citizen, type House, startHouse } from '../harness/index.ts';
import { looksRight } from './looks.ts';
import { openBrowser, Phone } from './phone.ts';

let house: House;
let browser: Browser;
let phone: Phone;
beforeAll(async () => {
  [house, browser] = await Promise.all([startHouse(), openBrowser()]);
});
afterEach(() => phone.close());
afterAll(async () => {
  await browser.close();
  await house.stop();
});

const yuan = (fen: number) => (fen / 100).toFixed(2);

async function resident(login?: string): Promise<Citizen> {
  const citizen = await house.citizen(login);
  phone = await Phone.of(browser, house, citizen.login);
  return citizen;
}

async function theFine(citizen: Citizen) {
  const [fine] = await citizen.payable();
  if (!fine) throw new Error('she has no fine');
  return fine;
}

const theOrder = async (citizen: Citizen) => {
  const [order] = await citizen.orders();
  if (!order) throw new Error('she has no order');
  return order;
};

describe('a resident pays a fine in her browser', () => {
  it('from the first screen to the receipt and the message', async () => {
    const citizen = await resident('lin');
    const fine = await theFine(citizen);
    await phone.opens();
    await phone.shows(/今天\s*\d+\s*件事/);
    await looksRight(phone, 'home');
    await phone.picture('home');
    await phone.taps('entry-bills');
    await phone.node(`bill-${fine.number}`).waitFor();
    await looksRight(phone, 'bills');
    await phone.picture('bills');
    await phone.taps(`bill-${fine.number}`);
    await phone.node('pay').waitFor();
    await looksRight(phone, 'bill');
    await phone.picture('bill');
    await phone.taps('pay');
    await phone.shows('同一笔账只扣一次');
    await looksRight(phone, 'checkout');
    await phone.picture('checkout');
    await phone.taps('pay');
    await phone.page.waitForURL(/\/cashier\//);
    await phone.picture('cashier');
    await phone.atCashier('确认支付');
    await phone.shows(/已缴|已入账|缴清/, 30_000);
    await looksRight(phone, 'paid');
    await phone.picture('paid');
    const order = await theOrder(citizen);
    await citizen.waitsFor(order, 'done');
    await citizen.isTold(order);
    await booksAgree(house, citizen, order);
    await phone.opens('pages/messages/index');
    await phone.shows(yuan(order.totalFen));
    await looksRight(phone, 'messages');
    await phone.picture('messages');
    await phone.opens(`features/checkout/receipt/index?id=${order.id}`);
    await phone.shows(yuan(order.totalFen));
    await looksRight(phone, 'receipt');
    await phone.picture('receipt');
    expect(phone.errors).toEqual([]);
  });

  it('cancels at the cashier: nothing is lost, and she may pay on or let go', async () => {
    const citizen = await resident();
    const fine = await theFine(citizen);
    await phone.opens(`features/checkout/confirm/index?bills=${fine.id}`);
    await phone.taps('pay');
    await phone.atCashier('取消');
    await phone.node('pay-on').waitFor({ timeout: 30_000 });
    await looksRight(phone, 'unpaid');
    await phone.picture('unpaid');
    expect((await theOrder(citizen)).status).toBe('unpaid');
  });

  it('sees 核实中 with a deadline while the bureau is silent, and 已缴 when it speaks again', async () => {
    const citizen = await resident();
    const fine = await theFine(citizen);
    await phone.opens(`features/checkout/confirm/index?bills=${fine.id}`);
    await phone.node('pay').waitFor();
    const fault = await house.city.breaks({ service: 'traffic-fines', operation: 'pay', kind: 'refuse' });
    await phone.taps('pay');
    await phone.atCashier('确认支付');
    await phone.shows(/核实中，最迟/, 30_000);
    await looksRight(phone, 'checking');
    await phone.picture('checking');
    await fault.heal();
    await house.city.advances(10 * 60_000);
    await citizen.waitsFor(await theOrder(citizen), 'done', 30_000);
    await phone.shows(/已缴|已入账|缴清/, 60_000);
  });

  it('types a code: an unknown one opens nothing and says what is expected', async () => {
    const citizen = await resident();
    const fine = await theFine(citizen);
    await phone.opens('features/bills/scan/index');
    await phone.node('code').locator('input').fill('https://evil.example.com/pay');
    await phone.taps('find');
    await phone.shows(/决定书/);
    await looksRight(phone, 'scan');
    await phone.picture('scan-refused');
    await phone.node('code').locator('input').fill(fine.number);
    await phone.taps('find');
    await phone.shows(yuan(fine.amountFen));
  });

  it('comes as a newcomer, proves her name by a code on her phone', async () => {
    await resident('new');
    const who = (await house.city.personas()).find((each) => each.code === 'demo-new')?.identity;
    await phone.opens('features/identity/verify/index');
    await phone
      .node('name')
      .locator('input')
      .fill(who?.name ?? '');
    await phone
      .node('id-number')
      .locator('input')
      .fill(who?.idNumber ?? '');
    await phone
      .node('phone')
      .locator('input')
      .fill(who?.phone ?? '');
    await looksRight(phone, 'identity');
    await phone.picture('identity');
    await phone.taps('send');
    await phone.node('sms-code').waitFor();
    await phone.picture('identity-code');
    const code = /\d{6}/.exec((await house.city.state()).sms.at(-1)?.text ?? '')?.[0] ?? '';
    await phone.node('sms-code').locator('input').fill(code);
    await phone.taps('confirm');
    await phone.node('finish').waitFor();
    await looksRight(phone, 'identity proven');
  });
});
