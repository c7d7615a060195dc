import { createHash, createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { IdentityAdapter } from '../contract/identity.ts';
import { HttpClient } from '../kit/http.ts';
import { Readings } from '../kit/readings.ts';
import { Runtime } from '../kit/runtime.ts';
import { type BureauServer, bureauServer, says } from '../kit/testing/bureau-server.ts';
import { callOf, MORNING, type TestPorts, testPorts } from '../kit/testing/ports.ts';
import { cityIdentity } from './index.ts';

const person = {
  name: '林晓燕',
  idNumber: '430522198808060009',
  phone: '17732781000',
  level: '2',
  bindings: [{ service: 'traffic-fines', kind: 'vehicle', fields: { plate: '湘E3K926' } }],
};
const answer = (data: unknown, code = '0') => says(JSON.stringify({ code, message: '', data }));
const lin = callOf('lin');

let bureau: BureauServer;
let http: HttpClient;
let ports: TestPorts;
let identity: IdentityAdapter;

beforeEach(async () => {
  bureau = await bureauServer(answer({ person: null }));
  http = new HttpClient();
  ports = testPorts();
  const runtime = new Runtime(cityIdentity.counterpart, ports, http, new Readings());
  identity = cityIdentity.connect({ URL: bureau.url, APP_ID: 'yjt', SECRET: 's3cret' }, runtime);
});
afterEach(async () => {
  await http.close();
  await bureau.close();
});

it('signs time, nonce and body as the platform asks', async () => {
  await identity.linked('o-lin', lin);
  const [asked] = bureau.received;
  const { 'x-timestamp': timestamp, 'x-nonce': nonce, 'x-signature': signature } = asked?.headers ?? {};
  expect(asked?.path).toBe('/auth/v1/linked');
  expect(asked?.body.toString()).toBe('{"openid":"o-lin"}');
  expect(timestamp).toBe(String(MORNING));
  expect(nonce).toMatch(/^[0-9A-Za-z]{16,32}$/);
  const digest = createHash('sha256').update('{"openid":"o-lin"}').digest('hex');
  const signed = `yjt\n${timestamp}\n${nonce}\n${digest}`;
  expect(signature).toBe(createHmac('sha256', 's3cret').update(signed).digest('hex'));
});

describe('the real-name link of a WeChat user', () => {
  it('comes with level and what was bound before', async () => {
    bureau.behave(answer({ person }));
    const { name, idNumber, phone, bindings: subjects } = person;
    expect(await identity.linked('o-lin', lin)).toEqual({ name, idNumber, phone, level: 'L2', subjects });
    bureau.behave(answer({ person: { ...person, level: '3', bindings: [] } }));
    expect(await identity.linked('o-lin', lin)).toMatchObject({ level: 'L3', subjects: [] });
  });

  it('may be none', async () => {
    expect(await identity.linked('o-new', lin)).toBeNull();
  });

  it('is not "none" while the platform says nothing at all', async () => {
    bureau.behave(answer({}));
    await expect(identity.linked('o-lin', lin)).rejects.toMatchObject({ kind: 'unavailable' });
  });

  it.each([
    [answer(null, '4001'), 'rejected'],
    [answer(null, '4290'), 'rate_limited'],
    [answer(null, '5000'), 'unavailable'],
    [answer(null, '7777'), 'bad_reply'],
    [answer(null), 'bad_reply'],
    [answer({ person: { ...person, level: '9' } }), 'bad_reply'],
    [says(Buffer.from('7b226d7367223a22cfb5cdb3c3a6227d', 'hex')), 'bad_reply'],
    [says('{"code":"0","mess'), 'bad_reply'],
  ])('fails by kind (%#)', async (behaviour, kind) => {
    bureau.behave(behaviour);
    await expect(identity.linked('o-lin', lin)).rejects.toMatchObject({ kind });
    expect(ports.entries.at(-1)).toMatchObject({ system: 'city-identity', outcome: kind });
  });

  it('leaves no person in an error', async () => {
    bureau.behave(answer({ person: { ...person, phone: 17732781000 } }));
    const error = await identity.linked('o-lin', lin).catch((cause: Error) => cause);
    const told = `${error} ${JSON.stringify(error)} ${String((error as Error).cause)}`;
    expect(told).not.toMatch(/林晓燕|430522198808060009|17732781000/);
  });
});

describe('do name and ID number belong together', () => {
  it.each([
    ['01', true],
    ['02', false],
    ['03', false],
  ])('%s means %s', async (result, expected) => {
    bureau.behave(answer({ result }));
    expect(await identity.matches(person, lin)).toBe(expected);
    expect(JSON.parse(bureau.received[0]?.body.toString() ?? '')).toEqual({
      name: person.name,
      idNumber: person.idNumber,
    });
  });

  it('is never guessed', async () => {
    bureau.behave(answer({ result: '04' }));
    await expect(identity.matches(person, lin)).rejects.toMatchObject({ kind: 'bad_reply' });
  });
});
