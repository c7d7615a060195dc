import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { booksAgree } from '../harness/books.ts';
import { type House, startHouse, transactionsOf } from '../harness/index.ts';

let house: House;
const folder = mkdtempSync(join(tmpdir(), 'yijitong-merchants-'));
beforeAll(async () => {
  house = await startHouse();
});
afterAll(async () => {
  await house.stop();
  rmSync(folder, { recursive: true });
});

/** A folder of merchants as an operator would fill it, with the first merchant alone. */
async function firstMerchantAlone(): Promise<string> {
  const { merchants, platform } = await house.city.credentials();
  const [merchant] = merchants;
  if (!merchant) throw new Error('the city has no merchant');
  const own = join(folder, merchant.mchid);
  mkdirSync(join(own, 'verifiers'), { recursive: true });
  const publicKeyId = platform.find(({ serial }) => serial.startsWith('PUB_KEY_ID_'))?.serial;
  const facts = { mchid: merchant.mchid, serialNo: merchant.serialNo, publicKeyId };
  writeFileSync(join(own, 'merchant.json'), JSON.stringify(facts));
  writeFileSync(join(own, 'apiclient_key.pem'), merchant.privateKeyPem);
  writeFileSync(join(own, 'api_v3_key'), merchant.apiV3Key);
  for (const { serial, publicKeyPem } of platform)
    writeFileSync(join(own, 'verifiers', `${serial}.pem`), publicKeyPem);
  return folder;
}

const billOf = async (login: string, service: string) => {
  const citizen = await house.citizen(login);
  const bill = (await citizen.bills()).items.find(
    (each) => each.service === service && each.status !== 'paid',
  );
  if (!bill) throw new Error(`${login} has no bill of ${service}`);
  return { citizen, bill };
};

describe('whose money it is', () => {
  it('a payee without a merchant account here is shown and not charged', async () => {
    await house.restart('bff', { WECHAT_PAY_MERCHANTS_DIR: await firstMerchantAlone() });
    const { citizen, bill } = await billOf('lin', 'water-bills');
    expect(bill).toMatchObject({ status: 'not_payable', reason: expect.stringMatching(/窗口/) });
    await expect(citizen.places([bill])).rejects.toMatchObject({ status: 409, code: 'bill_not_payable' });
    expect((await billOf('lin', 'traffic-fines')).bill.status).toBe('payable');
    await house.restart('bff');
  });

  it('a water bill goes to the waterworks, a fine to the police, each by its own merchant', async () => {
    const { citizen: lin, bill: water } = await billOf('lin', 'water-bills');
    const { bill: fine } = await billOf('lin', 'traffic-fines');
    expect(water.payee.mchid).not.toBe(fine.payee.mchid);
    await expect(lin.places([water, fine])).rejects.toMatchObject({ status: 409, code: 'state_conflict' });
    for (const bill of [water, fine]) {
      const order = await lin.places([bill]);
      await lin.pays(order);
      const done = await lin.waitsFor(order, 'done');
      await lin.isTold(order);
      await booksAgree(house, lin, order);
      const [transaction] = transactionsOf(await house.city.state(), done.outTradeNo);
      expect(transaction?.mchid).toBe(bill.payee.mchid);
    }
  });
});
