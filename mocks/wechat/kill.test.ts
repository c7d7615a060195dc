import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import {
  attachTestCity,
  keysFolder,
  merchantClient,
  openNotifyAddress,
  present,
  until,
} from './test-city.ts';

let running: ChildProcess | undefined;
afterEach(() => void running?.kill('SIGKILL'));

const main = join(import.meta.dirname, '../main.ts');

async function startProcess(dataDir: string) {
  const env = { ...process.env, CITY_PORT: '0', CITY_DATA: dataDir, CITY_KEYS: keysFolder, CITY: 'xinshao' };
  const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  running = child;
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return attachTestCity(present(/http:\S+/.exec(line.toString())?.[0]), dataDir);
}

async function kill() {
  const child = present(running);
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

test('kill -9 loses neither the payment nor the duty to announce it', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'wechat-kill-'));
  let status = 500;
  const address = await openNotifyAddress(() => status);
  const first = await startProcess(dataDir);
  const merchant = merchantClient(first);
  const order = merchant.order({ notify_url: address.url });
  await merchant.pay(order);
  await kill();
  status = 200;
  const second = await startProcess(dataDir);
  await second.advance(60_000);
  const again = merchantClient(second);
  await until(async () => (await second.wechat()).notices[0]?.outcome === 'delivered');
  expect((await again.query(order.out_trade_no)).json).toMatchObject({ trade_state: 'SUCCESS' });
  expect((await second.wechat()).transactions).toHaveLength(1);
  await address.stop();
}, 30_000);
