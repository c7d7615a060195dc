import { createHash, createHmac, randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { Envelope, LinkedData } from '../../adapters/city-identity/wire.ts';
import { openTrial, type Trial } from '../kit/trial.ts';

let trial: Trial;

beforeAll(async () => {
  trial = await openTrial();
});
afterAll(() => trial.stop());
afterEach(() => trial.control('DELETE', '/faults'));

const nonce = () => randomUUID().replaceAll('-', '');

async function ask(operation: string, body: unknown, wrong: Record<string, string> = {}, sent?: string) {
  const env = trial.handover();
  const text = JSON.stringify(body);
  const base = {
    'X-App-Id': env.BUREAU_CITY_IDENTITY_APP_ID ?? '',
    'X-Timestamp': String(Date.now()),
    'X-Nonce': nonce(),
    ...wrong,
  };
  const digest = createHash('sha256').update(text).digest('hex');
  const signature = createHmac('sha256', env.BUREAU_CITY_IDENTITY_SECRET ?? '')
    .update(`${base['X-App-Id']}\n${base['X-Timestamp']}\n${base['X-Nonce']}\n${digest}`)
    .digest('hex');
  const response = await fetch(`${trial.url}/auth/v1/${operation}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8', 'X-Signature': signature, ...base },
    body: sent ?? text,
  });
  expect(response.status).toBe(200);
  return Envelope.parse(await response.json());
}

const resident = (login: string) => {
  const found = trial.city.world.resident(login);
  if (!found) throw new Error(`no resident ${login}`);
  return found;
};
const linked = async (login: string) =>
  LinkedData.parse((await ask('linked', { openid: resident(login).openid })).data).person;

const vehiclesOf = async (login: string) =>
  (await linked(login))?.bindings.filter((binding) => binding.service === 'traffic-fines');

describe('linked', () => {
  test('a known WeChat user is answered with the person and the bound vehicle', async () => {
    const { name, idNumber, phone } = resident('lin');
    const vehicle = trial.city.world.vehicles.find((each) => each.owner.login === 'lin');
    expect(await linked('lin')).toMatchObject({ name, idNumber, phone, level: '2' });
    expect(await vehiclesOf('lin')).toEqual([
      {
        service: 'traffic-fines',
        kind: 'vehicle',
        fields: { plateKind: vehicle?.plateKind, plate: vehicle?.plate, vinTail: vehicle?.vin.slice(-6) },
      },
    ]);
  });

  test('husband and wife have bound the same vehicle', async () => {
    expect(await vehiclesOf('wang')).toEqual(await vehiclesOf('lin'));
  });

  test('elder and empty are known and have bound nothing', async () => {
    expect((await linked('elder'))?.bindings).toEqual([]);
    expect((await linked('empty'))?.bindings).toEqual([]);
  });

  test('who is not linked, and who is unknown, is null and not missing', async () => {
    expect(await linked('new')).toBeNull();
    expect(await ask('linked', { openid: 'oNobody' })).toMatchObject({ code: '0', data: { person: null } });
  });
});

describe('match', () => {
  const match = async (name: string, idNumber: string) => (await ask('match', { name, idNumber })).data;

  test('01 the same person, 02 another name, 03 no such number', async () => {
    const { name, idNumber } = resident('new');
    expect(await match(name, idNumber)).toEqual({ result: '01' });
    expect(await match(name, idNumber.toLowerCase())).toEqual({ result: '01' });
    expect(await match('王五', idNumber)).toEqual({ result: '02' });
    expect(await match(name, '110105194912310021')).toEqual({ result: '03' });
  });
});

describe('signatures', () => {
  test.each([
    ['another app', { 'X-App-Id': 'someone' }],
    ['a short nonce', { 'X-Nonce': 'abc' }],
    ['a timestamp in seconds', { 'X-Timestamp': '1795309868' }],
    ['no signature', { 'X-Signature': '' }],
    ['another signature', { 'X-Signature': 'a'.repeat(64) }],
  ])('%s is answered 4001', async (_, wrong) => {
    expect(await ask('match', { name: 'x', idNumber: 'y' }, wrong)).toMatchObject({
      code: '4001',
      data: null,
    });
  });

  test('a body changed on the way is answered 4001', async () => {
    expect(await ask('linked', { openid: 'a' }, {}, '{"openid":"b"}')).toMatchObject({ code: '4001' });
  });

  test('a nonce is taken once', async () => {
    const once = { 'X-Nonce': nonce() };
    expect((await ask('linked', { openid: 'a' }, once)).code).toBe('0');
    expect((await ask('linked', { openid: 'a' }, once)).code).toBe('4001');
  });

  test('a signed request that says nothing useful is answered 5000', async () => {
    expect((await ask('linked', { wechat: 1 })).code).toBe('5000');
    expect((await ask('match', [])).code).toBe('5000');
  });

  test('wrong_signature on the dial refuses a good one', async () => {
    await trial.control('POST', '/faults', { service: 'city-identity', kind: 'wrong_signature', times: 1 });
    expect((await ask('linked', { openid: 'a' })).code).toBe('4001');
    expect((await ask('linked', { openid: 'a' })).code).toBe('0');
  });
});
