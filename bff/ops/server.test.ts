import type { AddressInfo } from 'node:net';
import { Counter } from 'prom-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLog } from '../platform/logger.ts';
import { createMetrics } from '../platform/metrics.ts';
import { createAdapterMetrics } from './adapter-metrics.ts';
import { createOps } from './server.ts';

const metrics = createMetrics();
let gone = false;
const server = createOps({
  metrics,
  log: createLog('silent'),
  async ready() {
    if (gone) throw new Error('database away');
  },
});
let url = '';
beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

test('alive and ready are two things', async () => {
  gone = true;
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  expect((await fetch(`${url}/readyz`)).status).toBe(503);
  gone = false;
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
});

test('metrics are told to whoever scrapes, bureaus by service and outcome', async () => {
  new Counter({ name: 'tests_total', help: 'x', registers: [metrics] }).inc();
  const bureaus = createAdapterMetrics(metrics);
  bureaus.called({ service: 'traffic-fines', operation: 'list', outcome: 'ok', ms: 12, from: 'bureau' });
  bureaus.breaker({ service: 'traffic-fines', operation: 'list', state: 'open' });
  const text = await (await fetch(`${url}/metrics`)).text();
  expect(text).toContain('tests_total 1');
  expect(text).toMatch(
    /bureau_calls_total\{service="traffic-fines",operation="list",outcome="ok",from="bureau"\} 1/,
  );
  expect(text).toMatch(/bureau_breaker_state\{service="traffic-fines",operation="list"\} 2/);
});

test('nothing else is here', async () => {
  expect((await fetch(`${url}/env`)).status).toBe(404);
  expect((await fetch(`${url}/healthz`, { method: 'POST' })).status).toBe(405);
});
