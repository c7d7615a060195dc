import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { booksAgree } from '../harness/books.ts';
import { type House, Refused, startHouse } from '../harness/index.ts';

let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.stop());

describe('a resident scans a fine', () => {
  it('pays the decision whose code she scanned', async () => {
    const citizen = await house.citizen();
    const [fine] = await citizen.payable();
    if (!fine) throw new Error('she has no fine');

    const scanned = await citizen.scans(fine.number);
    expect(scanned).toMatchObject({
      kind: 'bill',
      service: 'traffic-fines',
      bill: { number: fine.number, amountFen: fine.amountFen },
    });
    if (!scanned.bill) throw new Error('the scan found no bill');

    const order = await citizen.places([scanned.bill]);
    await citizen.pays(order);
    await citizen.waitsFor(order, 'done');
    await citizen.isTold(order);
    await booksAgree(house, citizen, order);
  });

  it('takes only the number from the code printed on a decision', async () => {
    const citizen = await house.citizen();
    const [fine] = await citizen.payable();
    const printed = `https://hn.122.gov.cn/views/viopay.html?jdsbh=${fine?.number}`;
    expect(await citizen.scans(printed)).toMatchObject({ bill: { number: fine?.number } });
  });

  it.each([
    ['a web address of somebody else', 'https://pay.example.com/?jdsbh=4305220000000011'],
    ['a look-alike host', 'https://122.gov.cn.example.com/?jdsbh=4305220000000011'],
    ['a script', 'javascript:alert(1)'],
    ['a shop code', '6901234567892'],
    ['words', '你好'],
    ['control characters', 'a\u0000b\u001b[31m'],
  ])('opens nothing for %s and says what it expects', async (_, text) => {
    const citizen = await house.citizen();
    const refused = await citizen.scans(text).catch((error: unknown) => error);
    if (!(refused instanceof Refused)) throw new Error(`it was opened: ${JSON.stringify(refused)}`);
    expect(refused).toMatchObject({ status: 422, code: 'unsupported_code' });
    expect(JSON.stringify(refused.details.expected)).toMatch(/决定书/);
  });

  it('says so when the number looks right but the bureau knows no such decision', async () => {
    const citizen = await house.citizen();
    await expect(citizen.scans('9999999999999999')).rejects.toMatchObject({ status: 404, code: 'not_found' });
  });
});
