import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BillsAdapter } from '../contract/bills.ts';
import { HttpClient } from '../kit/http.ts';
import { Readings } from '../kit/readings.ts';
import { Runtime } from '../kit/runtime.ts';
import { type BureauServer, bureauServer, hangsUp, says } from '../kit/testing/bureau-server.ts';
import { callOf, type TestPorts, testPorts } from '../kit/testing/ports.ts';
import { waterBills } from './index.ts';
import { sign } from './signature.ts';

const KEY = '0f1e2d3c4b5a69788796a5b4c3d2e1f0';
const sample = (name: string) => readFileSync(new URL(`./samples/${name}`, import.meta.url));
const account = { kind: 'account', fields: { accountNumber: '0012345678' } };
const paidAt = Date.parse('2026-11-20T08:31:00+08:00');
const settlement = {
  key: '01KAM6R8V5W3',
  number: 'SF2026100012345678',
  amountFen: 5_670,
  paidAt,
  transactionId: '4200002112202611200000000001',
};
const lin = callOf('lin');

let company: BureauServer;
let http: HttpClient;
let ports: TestPorts;
let water: BillsAdapter;

beforeEach(async () => {
  company = await bureauServer(says(sample('bills-of-account.reply')));
  http = new HttpClient();
  ports = testPorts();
  const runtime = new Runtime(waterBills.manifest, ports, http, new Readings());
  const { bills } = waterBills.connect({ URL: company.url, CHANNEL: 'YJT01', KEY }, runtime);
  if (!bills) throw new Error('water is bills');
  water = bills;
});
afterEach(async () => {
  await http.close();
  await company.close();
});

const answered = (fields: Record<string, string>) =>
  says(JSON.stringify({ ...fields, sign: sign(fields, KEY) }));

it('signs as Python does, and leaves empty parameters and the signature out', () => {
  const { sign: theirs, ...recorded } = Object.fromEntries(
    new URLSearchParams(sample('request-pay.txt').toString().trim()),
  );
  expect(sign(recorded, KEY)).toBe(theirs);
  expect(sign({ ...recorded, repeat: '', sign: 'X' }, KEY)).toBe(theirs);
});

describe('the bills of an account', () => {
  it('are read from recorded bytes', async () => {
    const { value, source } = await water.list(account, lin);
    expect(source).toBe('自来水公司');
    expect(value[0]).toMatchObject({
      number: 'SF2026100012345678',
      title: '2026年10月水费',
      subjectLabel: '户号尾号 5678（林*燕）',
      principalFen: 5_670,
      lateFen: 0,
      amountFen: 5_670,
      status: 'payable',
      dueAt: Date.parse('2026-11-25T23:59:59.999+08:00'),
      validUntil: Date.parse('2026-11-21T00:00:00+08:00'),
    });
    expect(value[1]).toMatchObject({ status: 'paid', amountFen: 5_065, lateFen: 25 });
    expect(value[0]?.facts.map(({ label, value: text }) => `${label} ${text}`)).toEqual([
      '账单月份 2026年10月',
      '用水量 18 立方米',
      '户名 林*燕',
      '用水地址 新邵县龙溪铺镇老街****',
      '不加收违约金的最后一天 2026-11-25',
    ]);
  });

  it('are none for an account nobody has', async () => {
    company.behave(says(sample('no-account.reply')));
    expect((await water.list(account, lin)).value).toEqual([]);
  });

  it('are never those of another account', async () => {
    const other = { kind: 'account', fields: { accountNumber: '0099999999' } };
    await expect(water.list(other, lin)).rejects.toMatchObject({ kind: 'bad_reply' });
  });

  it('are not believed when the signature is not the company’s', async () => {
    const forged = sample('bills-of-account.reply').toString().replace('56.70', '06.70');
    company.behave(says(forged));
    await expect(water.list(account, lin)).rejects.toMatchObject({ kind: 'bad_reply' });
  });

  it.each([
    ['an amount that is none', { amount: '56.7.0' }],
    ['a month that is none', { period: '202613' }],
    ['a day that is none', { due_date: '20261131' }],
    ['a bill number that is none', { bill_no: 'SF1' }],
  ])('are refused with %s', async (_name, changes) => {
    const recorded = JSON.parse(JSON.parse(sample('one-bill.reply').toString()).data);
    const data = JSON.stringify({ ...recorded, bills: [{ ...recorded.bills[0], ...changes }] });
    company.behave(answered({ code: '0000', msg: '', data }));
    await expect(water.list(account, lin)).rejects.toMatchObject({ kind: 'bad_reply' });
  });
});

describe('one bill', () => {
  it('is asked live', async () => {
    company.behave(says(sample('one-bill.reply')));
    await water.get('SF2026100012345678', lin);
    expect((await water.get('SF2026100012345678', lin)).value.amountFen).toBe(5_670);
    expect(company.received).toHaveLength(2);
  });

  it('may not be there, or not be the one', async () => {
    company.behave(says(sample('no-bill.reply')));
    await expect(water.get('SF2026100012345678', lin)).rejects.toMatchObject({ kind: 'not_found' });
    await expect(water.get('4305221064210001', lin)).rejects.toMatchObject({ kind: 'not_found' });
    company.behave(says(sample('one-bill.reply')));
    await expect(water.get('SF2026090012345678', lin)).rejects.toMatchObject({ kind: 'bad_reply' });
  });

  it.each([
    ['SF2026100012345678', 'SF2026100012345678'],
    [' sf202610 0012345678 ', 'SF2026100012345678'],
    ['水费账单号：SF2026100012345678', 'SF2026100012345678'],
    ['4305221064210001', null],
    ['SF20261000123456789', null],
    ['https://water.example/?bill=SF2026100012345678', null],
  ])('is recognised in %s: %s', (text, number) => {
    expect(water.recognise(text)).toBe(number);
  });
});

describe('telling the company of a payment', () => {
  it('sends one signed form and gives the receipt number', async () => {
    company.behave(says(sample('paid.reply')));
    expect(await water.settle(settlement, lin)).toEqual({
      key: '01KAM6R8V5W3',
      voucher: 'R20261120000017',
      settledAt: paidAt,
    });
    const sent = Object.fromEntries(new URLSearchParams(company.received[0]?.body.toString()));
    const recorded = Object.fromEntries(new URLSearchParams(sample('request-pay.txt').toString().trim()));
    const { sign: signature, nonce_str, ...rest } = sent;
    const { sign: _theirs, nonce_str: _nonce, ...expected } = recorded;
    expect(rest).toEqual(expected);
    expect(signature).toBe(sign(sent, KEY));
    expect(nonce_str).toMatch(/^[0-9A-Za-z]{16,32}$/);
  });

  it('takes a repeat for what it is: the same payment', async () => {
    company.behave(says(sample('paid-again.reply')));
    expect(await water.settle(settlement, lin)).toMatchObject({ voucher: 'R20261120000017' });
  });

  it.each([
    ['no-bill.reply', 'rejected', '1002'],
    ['refused-2001.reply', 'rejected', '2001'],
    ['refused-2002.reply', 'rejected', '2002'],
    ['refused-2003.reply', 'rejected', '2003'],
    ['refused-9001.reply', 'unavailable', '9001'],
    ['refused-9002.reply', 'rejected', '9002'],
    ['refused-9003.reply', 'rate_limited', '9003'],
    ['no-account.reply', 'bad_reply', '1001'],
  ])('%s becomes %s', async (name, kind, bureauCode) => {
    company.behave(says(sample(name)));
    await expect(water.settle(settlement, lin)).rejects.toMatchObject({ kind, bureauCode });
  });

  it.each([{ amountFen: 5_671 }, { number: 'SF2026090012345678' }, { key: '01KAM6R8V5W4' }])(
    'does not believe a confirmation of something else (%j)',
    async (changes) => {
      company.behave(says(sample('paid.reply')));
      await expect(water.settle({ ...settlement, ...changes }, lin)).rejects.toMatchObject({
        kind: 'bad_reply',
      });
    },
  );

  it('asks what became of it when the answer was lost', async () => {
    company.behave(hangsUp);
    await expect(water.settle(settlement, lin)).rejects.toMatchObject({ kind: 'timeout_unknown' });
    company.behave(says(sample('paid.reply')));
    expect(await water.outcome(settlement.key, lin)).toMatchObject({ state: 'settled' });
    company.behave(says(sample('no-payment.reply')));
    expect(await water.outcome(settlement.key, lin)).toEqual({ state: 'absent' });
  });
});
