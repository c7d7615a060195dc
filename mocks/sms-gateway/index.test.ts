import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { SmsReply } from '../../adapters/sms-gateway/wire.ts';
import { openTrial, type Trial } from '../kit/trial.ts';

let trial: Trial;

beforeAll(async () => {
  trial = await openTrial();
});
beforeEach(async () => {
  await trial.control('POST', '/reset', {});
});
afterAll(() => trial.stop());

const hello = { extno: 'k1', mobile: '13800001111', content: '【一机通】验证码 123456，5 分钟内有效。' };

async function send(message: unknown, token = trial.handover().BUREAU_SMS_GATEWAY_TOKEN) {
  const response = await fetch(`${trial.url}/sms/send`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(message),
  });
  expect(response.status).toBe(200);
  return SmsReply.parse(await response.json()).respcode;
}
const delivered = async () => (await trial.state()).sms;

test('an accepted message can be read in the city’s state', async () => {
  expect(await send(hello)).toBe('0');
  const [sms] = await delivered();
  expect(sms).toMatchObject({ phone: hello.mobile, text: hello.content, parts: 1 });
  expect((sms?.at ?? 0) - trial.city.clock.now()).toBeLessThanOrEqual(0);
});

test('a repeat of the same key is answered like the first and delivered once', async () => {
  expect([await send(hello), await send({ ...hello, content: `${hello.content}!` })]).toEqual(['0', '0']);
  expect((await delivered()).map((each) => each.text)).toEqual([hello.content]);
});

test.each([
  ['4', { content: '验证码 123456' }],
  ['3', { mobile: '12345' }],
  ['3', { mobile: undefined }],
  ['3', { extno: '' }],
  ['3', { content: `【一机通】${'长'.repeat(600)}` }],
])('%s refuses %j and delivers nothing', async (code, wrong) => {
  expect(await send({ ...hello, ...wrong })).toBe(code);
  expect(await delivered()).toEqual([]);
});

test('another token is refused', async () => {
  expect(await send(hello, 'guess')).toBe('2');
  expect(await delivered()).toEqual([]);
});

test('seventy characters are one message', async () => {
  const of = (length: number) => hello.content.padEnd(length, '。');
  await send({ ...hello, content: of(70) });
  await send({ ...hello, extno: 'k2', content: of(71) });
  expect(await delivered()).toMatchObject([{ parts: 1 }, { parts: 2 }]);
});

test('too many for one number are refused until time has passed', async () => {
  for (let i = 1; i <= 5; i += 1) expect(await send({ ...hello, extno: `k${i}` })).toBe('0');
  expect(await send({ ...hello, extno: 'k6' })).toBe('9');
  expect(await send({ ...hello, extno: 'k7', mobile: '13900001111' })).toBe('0');
  await trial.control('POST', '/clock', { advanceMs: 60_000 });
  expect(await send({ ...hello, extno: 'k6' })).toBe('0');
});

test('what was delivered is still there after a restart', async () => {
  await send(hello);
  await trial.restart();
  expect(await delivered()).toHaveLength(1);
});
