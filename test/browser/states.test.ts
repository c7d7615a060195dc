import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventually, type House, startHouse } from '../harness/index.ts';
import { looksRight } from './looks.ts';
import { type Looks, openBrowser, Phone } from './phone.ts';

let house: House;
let browser: Browser;
let phone: Phone;
beforeAll(async () => {
  [house, browser] = await Promise.all([startHouse(), openBrowser()]);
});
afterEach(async () => {
  await phone.close();
  await house.city.heals();
});
afterAll(async () => {
  await browser.close();
  await house.stop();
});

const places = [
  'pages/home/index',
  'pages/services/index',
  'pages/messages/index',
  'pages/me/index',
  'features/bills/list/index',
  'features/bills/scan/index',
  'features/checkout/orders/index',
  'features/identity/verify/index',
  'features/subjects/list/index',
  'features/subjects/bind/index?service=traffic-fines&kind=vehicle',
  'features/privacy/ledger/index',
];

const versions: [string, Looks][] = [
  ['standard', {}],
  ['narrow', { width: 320 }],
  ['dark', { dark: true }],
  ['elder', { elder: true }],
  ['elder-narrow', { elder: true, width: 320 }],
];

describe('every page', () => {
  it.each(versions)('looks right: %s', async (version, looks) => {
    phone = await Phone.of(browser, house, 'wang', looks);
    for (const place of places) {
      await phone.opens(place);
      await phone.page.waitForLoadState('networkidle');
      await eventually(
        `${place} has settled`,
        async () => (await phone.page.locator('.skeleton:visible').count()) === 0,
      );
      const name = place
        .replace(/^(pages|features)\//, '')
        .replace(/\/index.*/, '')
        .replace('/', '-');
      await phone.picture(`${name}-${version}`);
      await looksRight(phone, `${place} ${version}`, looks.elder);
    }
    expect(phone.errors).toEqual([]);
  });
});

describe('what a resident sees when the city has a bad day', () => {
  it('a bureau is unreachable and nothing is remembered: it greys out alone, with two ways on', async () => {
    await house.city.breaks({ service: 'traffic-fines', kind: 'refuse' });
    const { login } = await house.citizen();
    phone = await Phone.of(browser, house, login);
    await phone.opens();
    await phone.shows(/连不上/);
    await phone.shows(/没问到/);
    expect(
      await phone.page.getByText(/都结清了|没有要缴的/).count(),
      'nobody is called clear who was not asked',
    ).toBe(0);
    await phone.picture('home-unreachable');
    await looksRight(phone, 'home, bureau unreachable');
    await phone.opens('features/bills/list/index');
    await phone.shows(/连不上/);
    await phone.picture('bills-unreachable');
    await looksRight(phone, 'bills, bureau unreachable');
  });

  it('a bureau is unreachable and its last answer is known: it is shown with its time', async () => {
    const citizen = await house.citizen();
    await citizen.bills();
    await house.city.breaks({ service: 'traffic-fines', kind: 'hang' });
    await house.city.advances(10 * 60_000);
    phone = await Phone.of(browser, house, citizen.login);
    await phone.opens('features/bills/list/index');
    await phone.shows(/截至/);
    await phone.picture('bills-stale');
    await looksRight(phone, 'bills, stale');
  });

  it('nothing is due: it says so, and who was asked', async () => {
    phone = await Phone.of(browser, house, 'empty');
    await phone.opens();
    await phone.shows(/没有要/);
    await phone.picture('home-empty');
    await looksRight(phone, 'home, nothing due');
  });

  it('the phone is offline: a plain sentence and a way to try again', async () => {
    phone = await Phone.of(browser, house, 'wang');
    await phone.opens('features/bills/list/index');
    await phone.shows(/待缴/);
    await phone.context.setOffline(true);
    await phone.taps('scan');
    await phone.node('code').locator('input').fill('4305220000000011');
    await phone.taps('find');
    await phone.shows(/网络/);
    await phone.picture('offline');
    await looksRight(phone, 'offline');
  });
});
