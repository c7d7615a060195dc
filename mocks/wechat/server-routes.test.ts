import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestCity, present, type TestCity } from './test-city.ts';
import { hour, minute } from './times.ts';

let city: TestCity;
let templateId: string;
beforeAll(async () => {
  city = await openTestCity();
  templateId = present(city.credentials.templates.payment_result).templateId;
});
afterAll(() => city.stop());
beforeEach(() => city.control('reset', {}));

const login = (js_code: string, changes: Record<string, string> = {}) => {
  const { appid, secret } = city.credentials;
  const query = { appid, secret, js_code, grant_type: 'authorization_code', ...changes };
  return city.ask(`/sns/jscode2session?${new URLSearchParams(query)}`);
};
const post = (path: string, body: unknown) => city.ask(path, { method: 'POST', body: JSON.stringify(body) });
const stableToken = (changes: Record<string, unknown> = {}) => {
  const { appid, secret } = city.credentials;
  return post('/cgi-bin/stable_token', { grant_type: 'client_credential', appid, secret, ...changes });
};
const mint = async (who: object): Promise<string> => (await city.control('wechat/codes', who)).json.code;

test('a persona logs in again and again, and is labelled as text', async () => {
  for (const _time of [1, 2]) {
    const session = await login('demo-lin');
    expect(session.json).toEqual({ openid: city.resident('lin').openid, session_key: expect.any(String) });
    expect(session.headers.get('content-type')).toMatch(/^text\/plain/);
  }
});

const refusedLogins: [string, string, Record<string, string>, number][] = [
  ['an unknown code', 'abc', {}, 40029],
  ['a persona nobody knows', 'demo-nobody', {}, 40029],
  ['no code', '', {}, 41008],
  ['another appid', 'demo-lin', { appid: 'wx0' }, 40013],
  ['another secret', 'demo-lin', { secret: '0' }, 40125],
  ['another grant type', 'demo-lin', { grant_type: 'x' }, 40002],
];
test.each(refusedLogins)('%s is refused', async (_what, code, changes, errcode) => {
  expect(await login(code, changes)).toMatchObject({ status: 200, json: { errcode } });
});

test('a minted code serves once, for five minutes', async () => {
  const visitor = `o${'V'.repeat(27)}`;
  const code = await mint({ openid: visitor });
  expect((await login(code)).json.openid).toBe(visitor);
  expect((await login(code)).json.errcode).toBe(40163);
  const late = await mint({ login: 'wang' });
  await city.advance(5 * minute + 1000);
  expect((await login(late)).json.errcode).toBe(40029);
  expect((await city.control('wechat/codes', { login: 'nobody' })).status).toBe(404);
});

test('a token stays the same until five minutes before its end, and both work meanwhile', async () => {
  const first = (await stableToken()).json;
  expect(first.expires_in).toBe(7200);
  await city.advance(hour);
  const again = (await stableToken()).json;
  expect(again.access_token).toBe(first.access_token);
  expect(again.expires_in).toBeLessThanOrEqual(3600);
  await city.advance(56 * minute);
  const second = (await stableToken()).json.access_token;
  expect(second).not.toBe(first.access_token);
  const errcodes = async () => [await sendWith(first.access_token), await sendWith(second)];
  expect(await errcodes()).toEqual([43101, 43101]);
  await city.advance(5 * minute);
  expect(await errcodes()).toEqual([42001, 43101]);
});

test('a forced refresh ends the token before it, at most every 30 s and 20 times a day', async () => {
  const first = (await stableToken()).json.access_token;
  const forced = (await stableToken({ force_refresh: true })).json.access_token;
  expect(await sendWith(first)).toBe(40001);
  expect((await stableToken({ force_refresh: true })).json.access_token).toBe(forced);
  for (let count = 2; count <= 20; count += 1) {
    await city.advance(31_000);
    expect((await stableToken({ force_refresh: true })).json.errcode).toBeUndefined();
  }
  await city.advance(31_000);
  expect((await stableToken({ force_refresh: true })).json.errcode).toBe(45009);
});

test('a token is refused to whoever has not the secret', async () => {
  expect((await stableToken({ appid: 'wx0' })).json.errcode).toBe(40013);
  expect((await stableToken({ secret: '0' })).json.errcode).toBe(40125);
  expect((await stableToken({ grant_type: 'x' })).json.errcode).toBe(40002);
  expect((await post('/cgi-bin/stable_token', 'x')).json.errcode).toBe(47001);
});

const message = (changes: Record<string, unknown> = {}) => ({
  touser: city.resident('lin').openid,
  template_id: templateId,
  page: 'features/bills/detail/index?id=1',
  data: {
    thing1: { value: '交通违法罚款' },
    thing2: { value: '新邵县公安局交通警察大队' },
    amount3: { value: '¥200.00' },
    phrase4: { value: '缴费成功' },
    time5: { value: '2026-11-22 09:30' },
  },
  ...changes,
});
const sendWith = async (token: string, body: unknown = message()) =>
  (await post(`/cgi-bin/message/subscribe/send?access_token=${token}`, body)).json.errcode;
const send = async (changes: Record<string, unknown> = {}) =>
  post(
    `/cgi-bin/message/subscribe/send?access_token=${(await stableToken()).json.access_token}`,
    message(changes),
  );
const grant = (count: number, who: object = { login: 'demo-lin' }) =>
  city.control('wechat/grants', { ...who, templateId, count });

test('one grant, one message; then the resident must be asked again', async () => {
  const { openid } = city.resident('lin');
  expect((await grant(1)).json.count).toBe(1);
  expect((await grant(1, { openid })).json.count).toBe(2);
  expect((await send()).json).toMatchObject({ errcode: 0, errmsg: 'ok' });
  expect((await send()).json.errcode).toBe(0);
  expect((await send()).json.errcode).toBe(43101);
  const { messages, grants } = await city.wechat();
  expect(messages).toHaveLength(2);
  expect(messages[0]).toMatchObject({ openid, templateId, data: message().data, page: message().page });
  expect(grants).toEqual([{ openid, templateId, count: 0 }]);
});

test('a resident can take back what is left', async () => {
  await grant(5);
  expect((await grant(0)).json.count).toBe(0);
  expect((await send()).json.errcode).toBe(43101);
  expect((await grant(-1)).status).toBe(400);
  expect((await grant(1, { login: 'nobody' })).status).toBe(404);
});

const refusedMessages: [string, Record<string, unknown>, number][] = [
  ['an openid of nobody', { touser: 'oX' }, 40003],
  ['an unknown template', { template_id: 'x' }, 40037],
  ['a page with a leading slash', { page: '/pages/index/index' }, 41030],
  ['a page that is a web address', { page: 'https://example.cn/pages/index' }, 41030],
  ['no data', { data: undefined }, 47001],
  ['an unknown state of the program', { miniprogram_state: 'beta' }, 47001],
  ['a field too long', { data: { ...message_(), thing1: { value: '长'.repeat(21) } } }, 47003],
];
function message_() {
  return {
    thing2: { value: 'x' },
    amount3: { value: '1元' },
    phrase4: { value: '好' },
    time5: { value: '09:30' },
  };
}
test.each(refusedMessages)('%s is refused and uses no grant up', async (_what, changes, errcode) => {
  await grant(1);
  expect((await send(changes)).json.errcode).toBe(errcode);
  expect((await city.wechat()).grants[0]?.count).toBe(1);
});

test('a missing or wrong token is told apart', async () => {
  expect((await post('/cgi-bin/message/subscribe/send', message())).json.errcode).toBe(41001);
  expect(await sendWith('wrong')).toBe(40001);
});

test('faults and planned refusals strike the operation they name', async () => {
  const plan = (operation: string, errcode: number) => city.control('wechat/errors', { operation, errcode });
  await plan('jscode2session', -1);
  expect((await login('demo-lin')).json.errcode).toBe(-1);
  expect((await login('demo-lin')).json.openid).toBeDefined();
  await grant(1);
  await plan('subscribe_send', 45009);
  expect((await send()).json.errcode).toBe(45009);
  await city.control('faults', {
    service: 'wechat',
    operation: 'subscribe_send',
    kind: 'lost_reply',
    times: 1,
  });
  await expect(send()).rejects.toThrow();
  expect((await city.wechat()).messages).toHaveLength(1);
  expect((await plan('jscode2session', 12345)).status).toBe(400);
});
