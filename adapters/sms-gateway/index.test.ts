import { afterEach, beforeEach, expect, it } from 'vitest';
import type { SmsAdapter } from '../contract/identity.ts';
import { HttpClient } from '../kit/http.ts';
import { Readings } from '../kit/readings.ts';
import { Runtime } from '../kit/runtime.ts';
import { type BureauServer, bureauServer, fails, says } from '../kit/testing/bureau-server.ts';
import { callOf, type TestPorts, testPorts } from '../kit/testing/ports.ts';
import { smsGateway } from './index.ts';

let gateway: BureauServer;
let http: HttpClient;
let ports: TestPorts;
let sms: SmsAdapter;

const replies = (respcode: string) => says(JSON.stringify({ respcode, respdesc: '' }));
const send = (text: string) => sms.send({ key: 'V1', phone: '17732781000', text }, callOf('lin'));

beforeEach(async () => {
  gateway = await bureauServer(replies('0'));
  http = new HttpClient();
  ports = testPorts();
  const runtime = new Runtime(smsGateway.counterpart, ports, http, new Readings());
  sms = smsGateway.connect({ URL: gateway.url, TOKEN: 't0ken' }, runtime);
});
afterEach(async () => {
  await http.close();
  await gateway.close();
});

it('sends with our key and token, signed once', async () => {
  await send('验证码 123456');
  await send('【一机通】验证码 123456');
  const [first, second] = gateway.received;
  expect(first?.path).toBe('/sms/send');
  expect(first?.headers.authorization).toBe('Bearer t0ken');
  expect(JSON.parse(first?.body.toString() ?? '')).toEqual({
    extno: 'V1',
    mobile: '17732781000',
    content: '【一机通】验证码 123456',
  });
  expect(second?.body).toEqual(first?.body);
});

it.each([
  [replies('9'), 'rate_limited'],
  [replies('4'), 'rejected'],
  [says('<html>'), 'bad_reply'],
  [fails(502), 'timeout_unknown'],
])('fails by kind, and is never sent twice by itself (%#)', async (behaviour, kind) => {
  gateway.behave(behaviour);
  await expect(send('验证码 123456')).rejects.toMatchObject({ kind });
  expect(gateway.received).toHaveLength(1);
  expect(ports.entries).toMatchObject([
    { system: 'sms-gateway', outcome: kind, fields: ['手机号', '短信内容'] },
  ]);
});
