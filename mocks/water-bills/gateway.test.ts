import { createHash, randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { AccountBills, Envelope, WaterPayment } from '../../adapters/water-bills/wire.ts';
import { openTrial, type Trial } from '../kit/trial.ts';

let trial: Trial;

beforeAll(async () => {
  trial = await openTrial();
  await setTime(0, '10:00:00');
});
afterAll(() => trial.stop());
afterEach(() => trial.control('DELETE', '/faults'));

/** The books are opened around the machine's today, so all times here count from it. */
const day = (after: number) =>
  new Date(Date.now() + 8 * 3_600_000 + after * 86_400_000).toISOString().slice(0, 10);
const moment = (after: number, time: string) => `${day(after)}${time}`.replace(/\D/g, '');
const setTime = (after: number, time: string) =>
  trial.control('POST', '/clock', { set: Date.parse(`${day(after)}T${time}+08:00`) });

const md5 = (text: string) => createHash('md5').update(text).digest('hex').toUpperCase();
const signed = (fields: Record<string, string>, key: string) => {
  const names = Object.keys(fields).filter((name) => fields[name] !== '');
  return md5(
    `${names
      .sort()
      .map((name) => `${name}=${fields[name]}&`)
      .join('')}key=${key}`,
  );
};

/** Asks as any channel would; the answer's signature is checked. */
async function ask(service: string, fields: Record<string, string>, key?: string) {
  const env = trial.handover();
  const shared = env.BUREAU_WATER_BILLS_KEY ?? '';
  const asked = {
    service,
    channel_no: env.BUREAU_WATER_BILLS_CHANNEL ?? '',
    timestamp: moment(0, '10:00:00'),
    nonce_str: randomUUID().replaceAll('-', ''),
    ...fields,
  };
  const response = await fetch(`${trial.url}/wsp/gateway.do`, {
    method: 'POST',
    body: new URLSearchParams({ ...asked, sign: signed(asked, key ?? shared) }),
  });
  const body = (await response.json()) as Record<string, string>;
  const { sign, ...rest } = body;
  expect(sign).toBe(signed(rest, shared));
  return Envelope.parse(body);
}

const account = (index = 0) => trial.city.world.waterAccounts[index]?.number ?? '';
const shown = async (index = 0) =>
  AccountBills.parse(JSON.parse((await ask('bill.list', { account_no: account(index) })).data));
const owed = async (index: number) => {
  const [open] = (await shown(index)).bills.filter((bill) => bill.status === '0');
  if (!open) throw new Error('nothing is owed');
  return open;
};
const payment = (bill: { bill_no: string; amount: string }, serial: string) => ({
  bill_no: bill.bill_no,
  out_serial: serial,
  amount: bill.amount,
  paid_time: moment(0, '10:00:00'),
  trade_no: '4200001',
});

describe('bills of an account', () => {
  test('one open bill a month, owner and address masked', async () => {
    const { owner_name, address, bills } = await shown();
    expect(owner_name).toMatch(/^林\*+$/);
    expect(address).toMatch(/\*{4}$/);
    expect(bills.map(({ status }) => status)).toEqual(['0', '1', '1']);
    const months = bills.map(({ period }) => period);
    expect(months).toEqual([...new Set(months)].sort().reverse());
    expect(months[0] && months[0] < moment(0, '').slice(0, 6)).toBe(true);
  });

  test('an account nobody has, a bill nobody got', async () => {
    expect((await ask('bill.list', { account_no: '99999999' })).code).toBe('1001');
    expect((await ask('bill.get', { bill_no: 'SF1' })).code).toBe('1002');
    expect((await ask('pay.query', { out_serial: 'nobody' })).code).toBe('1003');
  });

  test('a wrong key and an unknown operation are not accepted', async () => {
    expect((await ask('bill.list', { account_no: account() }, 'another key')).code).toBe('9002');
    expect((await ask('bill.delete', { account_no: account() })).code).toBe('9002');
  });
});

describe('paying', () => {
  test('settles once; a repeat answers the first payment and says so', async () => {
    const bill = await owed(1);
    const first = await ask('bill.pay', payment(bill, 'K1'));
    const again = await ask('bill.pay', payment(bill, 'K1'));
    expect([first.code, first.repeat, again.code, again.repeat]).toEqual(['0000', '', '0000', '1']);
    expect(again.data).toBe(first.data);
    expect(WaterPayment.parse(JSON.parse((await ask('pay.query', { out_serial: 'K1' })).data))).toMatchObject(
      {
        bill_no: bill.bill_no,
        amount: bill.amount,
      },
    );
    const state = (await trial.state()).bureaus['water-bills']?.bills.find(
      (each) => each.number === bill.bill_no,
    );
    expect(state).toMatchObject({ status: 'paid', settledBy: 'K1', timesSettled: 1, keys: ['K1'] });
  });

  test('refuses another serial, another amount, a serial used before, a bill nobody got', async () => {
    const [paid, open] = [(await shown(1)).bills[0], await owed(2)];
    if (!paid) throw new Error('nothing was paid');
    const codes = [
      await ask('bill.pay', payment(paid, 'K2')),
      await ask('bill.pay', payment({ ...open, amount: '0.01' }, 'K3')),
      await ask('bill.pay', payment(open, 'K1')),
      await ask('bill.pay', payment({ ...open, bill_no: 'SF1' }, 'K4')),
    ].map(({ code }) => code);
    expect(codes).toEqual(['2001', '2002', '2003', '1002']);
  });

  test('at the counter', async () => {
    const bill = await owed(3);
    const paid = await trial.control('POST', `/bureaus/water-bills/bills/${bill.bill_no}/pay`);
    expect(paid.status).toBeLessThan(300);
    expect((await ask('bill.pay', payment(bill, 'K5'))).code).toBe('2001');
  });

  test('is closed from 23:00 to 01:00, and the penalty grows at midnight once due', async () => {
    const bill = await owed(4);
    await setTime(30, '23:00:00');
    expect((await ask('bill.pay', payment(bill, 'K6'))).code).toBe('9001');
    const before = Number((await owed(4)).penalty);
    await trial.control('POST', '/clock', { advanceMs: 2 * 60 * 60_000 });
    const late = await owed(4);
    expect(Number(late.penalty)).toBeGreaterThan(before);
    expect(before).toBeGreaterThan(0);
    const amount = (Number(late.amount) + Number(late.penalty)).toFixed(2);
    const paid = await ask('bill.pay', {
      ...payment({ ...late, amount }, 'K7'),
      paid_time: moment(31, '01:00:00'),
    });
    expect(paid.code).toBe('0000');
  });
});
