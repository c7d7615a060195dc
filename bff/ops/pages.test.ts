import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Koa from 'koa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { servePages } from './pages.ts';

const outside = mkdtempSync(join(tmpdir(), 'pages-'));
const folder = join(outside, 'h5');
mkdirSync(join(folder, 'js'), { recursive: true });
writeFileSync(join(outside, 'secret.txt'), 'secret');
writeFileSync(join(folder, 'index.html'), '<!doctype html><p>首页');
writeFileSync(join(folder, 'js', 'app.3f2a9c1b.js'), 'console.log(1)');
writeFileSync(join(folder, '.env'), 'secret');

const app = new Koa();
app.use(servePages({ folder, cityUrl: 'http://127.0.0.1:8081/_city/clock', production: false }));
app.use((ctx) => {
  ctx.status = 404;
  ctx.body = 'next';
});
const server = createServer(app.callback());
let url = '';
beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

/** As it is written: fetch would tidy the path up first. */
const raw = (path: string, headers: Record<string, string> = {}) =>
  new Promise<{ status: number; body: string }>((done, fail) => {
    request(`${url}/`, { path, headers }, (reply) => {
      let body = '';
      reply.on('data', (chunk) => {
        body += chunk;
      });
      reply.on('end', () => done({ status: reply.statusCode ?? 0, body }));
    })
      .on('error', fail)
      .end();
  });

test('the page is asked again each time, a file with its hash in its name never', async () => {
  const page = await fetch(url);
  expect(await page.text()).toContain('首页');
  expect(page.headers.get('cache-control')).toBe('no-cache');
  expect(page.headers.get('content-security-policy')).toContain("connect-src 'self' http://127.0.0.1:8081;");
  const script = await fetch(`${url}/js/app.3f2a9c1b.js`);
  expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect(script.headers.get('content-type')).toContain('javascript');
});

test('what has not changed is not sent again', async () => {
  const etag = (await fetch(url)).headers.get('etag') ?? '';
  expect(await raw('/', { 'if-none-match': etag })).toEqual({ status: 304, body: '' });
  expect((await raw('/', { 'if-none-match': '"old"' })).status).toBe(200);
});

test('a place inside the page is the page; a file that is not there is not', async () => {
  expect((await fetch(`${url}/pages/bills/index`, { headers: { accept: 'text/html' } })).status).toBe(200);
  expect((await fetch(`${url}/js/gone.js`)).status).toBe(404);
  expect(await (await fetch(`${url}/v1/home`)).text()).toBe('next');
});

test.each([
  '/../secret.txt',
  '/%2e%2e/secret.txt',
  '/js/..%2f..%2fsecret.txt',
  '/.env',
  '/%00',
  '/%zz',
  '/js',
])('%s leads nowhere', async (path) => {
  const { body } = await raw(path);
  expect(body).not.toContain('secret');
  expect(body).toBe('next');
});

test('before it is built it says so, and to come again', async () => {
  const early = new Koa();
  early.use(servePages({ folder: join(outside, 'nothing'), cityUrl: undefined, production: true }));
  const other = createServer(early.callback());
  await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
  const address = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
  const reply = await fetch(address, { headers: { accept: 'text/html' } });
  expect(reply.status).toBe(503);
  expect(await reply.text()).toContain('页面正在准备');
  other.close();
});
