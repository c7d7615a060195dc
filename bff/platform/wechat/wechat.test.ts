import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Kv } from '../kv.ts';
import { createLog } from '../logger.ts';
import { createMemoryKv } from '../memory-kv.ts';
import { createWechat, readAppSecret, readTemplates, type Wechat } from './wechat.ts';

const message = { openid: 'oLin', templateId: 'T1', page: 'p?id=1', data: { thing1: { value: '罚款' } } };
const clock = { at: 1_795_000_000_000, now: () => clock.at };

let server: Server;
let wechat: Wechat;
let kv: Kv;
let baseUrl: string;
let asked: string[];
/** Answers by path; a list is used up from its front, its last stays. */
let answers: Record<string, (object | string | number)[]>;
let tokens = 0;

beforeEach(async () => {
  asked = [];
  tokens = 0;
  answers = { '/cgi-bin/message/subscribe/send': [{ errcode: 0, errmsg: 'ok' }] };
  server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://wechat');
    const token = searchParams.get('access_token');
    asked.push(
      `${pathname.split('/').at(-1)}${token ? ` ${token}` : ''}${body.includes('"force_refresh":true') ? ' force' : ''}`,
    );
    const list = answers[pathname] ?? [];
    const answer = (list.length > 1 ? list.shift() : list[0]) ?? nextToken();
    if (answer === 'drop') return request.socket.destroy();
    if (typeof answer === 'number') return response.writeHead(answer).end('<html>');
    // As WeChat really labels it.
    response.writeHead(200, { 'content-type': 'text/plain' });
    response.end(typeof answer === 'string' ? answer : JSON.stringify(answer));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  kv = createMemoryKv(clock);
  wechat = open();
});
afterEach(async () => {
  await wechat.stop();
  await kv.close();
  server.closeAllConnections();
  server.close();
});

const open = () =>
  createWechat({
    baseUrl,
    appid: 'wx1234567890abcdef',
    secret: 's'.repeat(32),
    kv,
    clock,
    log: createLog('silent'),
  });
const nextToken = () => {
  tokens += 1;
  return { access_token: `token${tokens}`, expires_in: 7_200 };
};
const login = '/sns/jscode2session';
const sending = '/cgi-bin/message/subscribe/send';

test('a login code becomes an openid; the session key goes no further', async () => {
  answers[login] = [{ session_key: 'secret', openid: 'oLin' }];
  expect(await wechat.session('demo-lin')).toEqual({ openid: 'oLin' });
});

test.each([
  [40029, 'unauthenticated', '重新打开小程序'],
  [40163, 'unauthenticated', '重新打开小程序'],
  [40226, 'unauthenticated', '风险'],
  [45011, 'rate_limited', '一分钟'],
  [40125, 'internal', ''],
])('errcode %i is %s', async (errcode, code, words) => {
  answers[login] = [{ errcode, errmsg: 'no' }];
  await expect(wechat.session('demo-lin')).rejects.toMatchObject({
    code,
    message: expect.stringContaining(words),
  });
  expect(asked).toHaveLength(1);
});

test('busy once is asked again; busy twice, silent or garbled is a 503 in plain words', async () => {
  answers[login] = [{ errcode: -1 }, { session_key: 'secret', openid: 'oLin' }];
  expect(await wechat.session('c')).toEqual({ openid: 'oLin' });
  for (const answer of [{ errcode: -1 }, 'drop', 500, '<html>', { openid: '' }]) {
    answers[login] = [answer];
    await expect(wechat.session('c')).rejects.toMatchObject({ code: 'bureau_unavailable' });
  }
});

test('a code that cannot be one does not leave the house', async () => {
  await expect(wechat.session('a b\n')).rejects.toMatchObject({ code: 'unauthenticated' });
  expect(asked).toEqual([]);
});

test('one token for all messages and all processes, renewed five minutes before its end', async () => {
  const other = open();
  await Promise.all([wechat.sendSubscribe(message), wechat.sendSubscribe(message)]);
  await other.sendSubscribe(message);
  await other.stop();
  expect(asked.filter((one) => one === 'stable_token')).toHaveLength(1);
  clock.at += (7_200 - 299) * 1_000;
  await wechat.sendSubscribe(message);
  expect(asked.at(-1)).toBe('send token2');
});

test.each([40001, 42001])('a token refused with %i is read again, then forced, once', async (errcode) => {
  await wechat.sendSubscribe(message);
  asked = [];
  answers['/cgi-bin/stable_token'] = [{ access_token: 'token1', expires_in: 7_200 }, nextToken()];
  answers[sending] = [{ errcode }, { errcode: 0 }];
  expect(await wechat.sendSubscribe(message)).toEqual({ kind: 'sent' });
  expect(asked).toEqual(['send token1', 'stable_token', 'stable_token force', 'send token2']);
});

test('a token that another process has renewed is taken as it is', async () => {
  await wechat.sendSubscribe(message);
  asked = [];
  answers[sending] = [{ errcode: 42001 }, { errcode: 0 }];
  const entry = { token: 'token9', goodUntil: clock.at + 60_000 };
  const { get } = kv;
  let reads = 0;
  kv.get = async (key) => {
    reads += 1;
    if (reads === 2) await kv.set('wechat:token:wx1234567890abcdef', JSON.stringify(entry), 60_000);
    return get(key);
  };
  await wechat.sendSubscribe(message);
  expect(asked).toEqual(['send token1', 'send token9']);
});

test.each<[object | string | number, object]>([
  [{ errcode: 0, msgid: 1 }, { kind: 'sent' }],
  [{ errcode: 43101 }, { kind: 'not_allowed' }],
  [{ errcode: 47003 }, { kind: 'wrong', errcode: 47003 }],
  [{ errcode: 41030 }, { kind: 'wrong', errcode: 41030 }],
  [{ errcode: 40003 }, { kind: 'wrong', errcode: 40003 }],
  [{ errcode: -1 }, { kind: 'busy' }],
  [{ errcode: 45009 }, { kind: 'busy' }],
  [500, { kind: 'busy' }],
  [504, { kind: 'unknown' }],
  ['drop', { kind: 'unknown' }],
  ['<html>', { kind: 'unknown' }],
])('sending answered %j is %j', async (answer, outcome) => {
  answers[sending] = [answer];
  expect(await wechat.sendSubscribe(message)).toEqual(outcome);
});

test('no token to be had: thrown, because nothing was sent', async () => {
  answers['/cgi-bin/stable_token'] = [{ errcode: 40125 }];
  await expect(wechat.sendSubscribe(message)).rejects.toThrow('errcode 40125');
  expect(asked).toEqual(['stable_token']);
});

test('secret and templates are read at the start, or name their file', () => {
  const dir = mkdtempSync(join(tmpdir(), 'wechat-'));
  const file = (content: string) => {
    writeFileSync(join(dir, 'file'), content);
    return join(dir, 'file');
  };
  expect(readAppSecret(file(`${'a1'.repeat(16)}\n`))).toBe('a1'.repeat(16));
  expect(() => readAppSecret(file('two words'))).toThrow(`${dir}/file`);
  const template = { templateId: 'T1', fields: ['thing1', 'thing2', 'amount3', 'phrase4', 'time5'] };
  expect(readTemplates(file(JSON.stringify({ payment_result: template }))).payment_result).toEqual(template);
  expect(() => readTemplates(file('{}'))).toThrow(`${dir}/file`);
});
