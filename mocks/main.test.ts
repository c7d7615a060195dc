import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { TrialState } from './kit/trial.ts';

const main = new URL('main.ts', import.meta.url).pathname;
// Whole processes start here, beside everything else the machine does.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
afterAll(() => vi.resetConfig());

let dataDir: string;
const children: ChildProcess[] = [];

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'city-main-'));
});
afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  rmSync(dataDir, { recursive: true });
});

function run(env: Record<string, string> = {}) {
  const own = { PATH: process.env.PATH ?? '', CITY_PORT: '0', CITY_DATA: dataDir, ...env };
  const child = spawn(process.execPath, [main], { env: own, stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  return child;
}

async function ready(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('no stdout');
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const url = /^city ready (http:\/\/127\.0\.0\.1:\d+)$/.exec(line)?.[1];
  if (!url) throw new Error(`not a ready line: ${line}`);
  return url;
}

const state = async (url: string) => (await (await fetch(`${url}/_city/state`)).json()) as TrialState;
const firstBill = async (url: string) => (await state(url)).bureaus['traffic-fines']?.bills[0];

/** What it said on stderr, and its exit code, once it has ended. */
async function ended(child: ChildProcess): Promise<{ code: number | null; words: string }> {
  let words = '';
  child.stderr?.on('data', (chunk) => {
    words += String(chunk);
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, words };
}

test('what was done before kill -9 is still done afterwards, and the clock runs on', async () => {
  const first = run();
  const url = await ready(first);
  const number = (await firstBill(url))?.number;
  await fetch(`${url}/_city/clock`, { method: 'POST', body: '{"advanceMs":86400000}' });
  await fetch(`${url}/_city/bureaus/traffic-fines/bills/${number}/pay`, { method: 'POST' });
  first.kill('SIGKILL');
  await once(first, 'exit');

  const again = await ready(run());
  expect(await firstBill(again)).toMatchObject({
    number,
    status: 'paid',
    settledBy: 'counter',
    timesSettled: 1,
  });
  expect((await state(again)).now).toBeGreaterThan(Date.now() + 86_000_000);
});

test.each(['SIGINT', 'SIGTERM'] as const)('%s ends it at once, with a request hanging', async (signal) => {
  const child = run();
  const url = await ready(child);
  const faults = `${url}/_city/faults`;
  const fault = { service: 'traffic-fines', kind: 'hang', times: 1 };
  await fetch(faults, { method: 'POST', body: JSON.stringify(fault) });
  const hanging = fetch(`${url}/trffweb/services/TmriOutAccess`, { method: 'POST', body: '<x/>' });
  const broken = expect(hanging).rejects.toThrow();
  // Once the fault has been used up, the request hangs inside the city.
  while (!(await (await fetch(faults)).text()).includes('"faults":[]'));
  child.kill(signal);
  expect((await ended(child)).code).toBe(0);
  await broken;
});

test('a taken port is named, with the variable', async () => {
  const url = await ready(run());
  const port = new URL(url).port;
  const elsewhere = join(dataDir, 'second');
  const { code, words } = await ended(run({ CITY_PORT: port, CITY_DATA: elsewhere }));
  expect(code).toBe(1);
  expect(words).toContain(`CITY_PORT: port ${port} is already in use`);
});

test('a second city on the same books is refused, with the variable', async () => {
  await ready(run());
  const { code, words } = await ended(run());
  expect(code).toBe(1);
  expect(words).toContain('CITY_DATA: ');
});

test('a slip in the environment is named', async () => {
  const { code, words } = await ended(run({ CITY: 'paris' }));
  expect(code).toBe(1);
  expect(words).toContain('CITY: must be one of xinshao');
});

test('another city profile on the same books starts a new city', async () => {
  const first = run();
  await ready(first);
  first.kill('SIGKILL');
  await once(first, 'exit');
  const url = await ready(run({ CITY: 'shangqiu' }));
  expect((await firstBill(url))?.number).toMatch(/^411402/);
});
