import type { AddressInfo } from 'node:net';
import Koa from 'koa';
import Router from 'koa-router';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { readBody } from '../http/body.ts';
import type { DoorState } from '../http/context.ts';
import { answerErrors } from '../http/errors.ts';
import { createLog } from '../platform/logger.ts';
import { createMetrics } from '../platform/metrics.ts';
import { createPaymentMetrics } from './metrics.ts';
import type { Received } from './notices.ts';
import { notifyDoor } from './notify-door.ts';
import type { SignedMessage } from './wechat-pay/verification.ts';

let url: string;
let stop: () => void;
let heard: { mchid: string; message: SignedMessage }[] = [];
let answer: () => Promise<Received>;

beforeAll(async () => {
  const counts = createPaymentMetrics(createMetrics());
  const receive = (mchid: string, message: SignedMessage) => {
    heard.push({ mchid, message });
    return answer();
  };
  const router = new Router();
  const log = createLog('silent');
  router.post('/v1/payments/wechat/notify/:mchid', notifyDoor(receive, counts, log));
  const app = new Koa<DoorState>().use(answerErrors(log)).use(readBody);
  const server = app.use(router.routes()).listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/payments/wechat/notify/1900000101`;
  stop = () => {
    server.closeAllConnections();
    server.close();
  };
});
afterAll(() => stop());
beforeEach(() => {
  heard = [];
  answer = async () => ({ status: 200, outcome: 'applied' });
});

const send = (body: string | Uint8Array<ArrayBuffer>) =>
  fetch(url, { method: 'POST', body, headers: { 'wechatpay-serial': 'S1', 'content-type': 'text/weird' } });

test('hands on the raw bytes, whatever they are labelled, and acknowledges', async () => {
  const bytes = Buffer.from('{"a": 1}\n\u0000\u{1F600}');
  const response = await send(bytes);
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ code: 'SUCCESS', message: '成功' });
  expect(heard[0]?.mchid).toBe('1900000101');
  expect(heard[0]?.message.body.equals(bytes)).toBe(true);
  expect(heard[0]?.message.headers['wechatpay-serial']).toBe('S1');
});

test.each([401, 400, 404, 503] as const)('%i is said in the words WeChat knows', async (status) => {
  answer = async () => ({ status, outcome: 'because' });
  const response = await send('{}');
  expect(response.status).toBe(status);
  expect(await response.json()).toEqual({ code: 'FAIL', message: 'because' });
});

test('what breaks inside is 500 without its words: WeChat comes again', async () => {
  answer = () => Promise.reject(new Error('disk full of secrets'));
  const response = await send('{}');
  expect(response.status).toBe(500);
  expect(await response.json()).toEqual({ code: 'FAIL', message: 'failed' });
});

test.each([64 * 1024, 64 * 1024 + 1, 1_048_576])('a body of %i bytes', async (size) => {
  const response = await send('x'.repeat(size));
  const fits = size <= 64 * 1024;
  expect(response.status).toBe(fits ? 200 : 413);
  expect(heard).toHaveLength(fits ? 1 : 0);
  expect(await response.json()).toMatchObject({ code: fits ? 'SUCCESS' : 'FAIL' });
});
