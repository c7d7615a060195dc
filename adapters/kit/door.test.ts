import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deadlineIn } from './deadline.ts';
import { type Effect, WatchedDoor } from './door.ts';
import { HttpClient } from './http.ts';
import {
  type Behaviour,
  type BureauServer,
  bureauServer,
  fails,
  hangsUp,
  says,
  stays,
} from './testing/bureau-server.ts';
import { testPorts } from './testing/ports.ts';

let bureau: BureauServer;
let http: HttpClient;

beforeEach(async () => {
  bureau = await bureauServer(stays);
  http = new HttpClient();
});
afterEach(async () => {
  await http.close();
  await bureau.close();
});

async function sent(effect: Effect, url = bureau.url, budgetMs = 250) {
  const spec = { service: 'water', operation: 'pay', effect };
  const door = new WatchedDoor(spec, http, testPorts().clock, deadlineIn(budgetMs));
  return door.send({ method: 'POST', url, headers: {}, body: 'x' });
}

const huge: Behaviour = (_received, response) => {
  response.writeHead(200);
  for (let mib = 0; mib < 8; mib += 1) response.write(Buffer.alloc(1024 * 1024, 0x20));
  response.end();
};
const cutOff: Behaviour = (_received, response) => {
  response.writeHead(200, { 'Content-Length': '100' });
  response.write('half');
  setTimeout(() => response.destroy(), 20);
};
const trickles: Behaviour = (_received, response) => {
  response.writeHead(200);
  const drip = setInterval(() => response.write('.'), 20);
  response.on('close', () => clearInterval(drip));
};
const elsewhere = fails(302, { Location: 'http://127.0.0.1:1/' });

describe('what a broken exchange means', () => {
  it.each<[string, Behaviour, string, string]>([
    ['no answer in time', stays, 'unavailable', 'timeout_unknown'],
    ['an answer that never ends', trickles, 'unavailable', 'timeout_unknown'],
    ['a connection broken after sending', hangsUp, 'unavailable', 'timeout_unknown'],
    ['an answer cut off', cutOff, 'unavailable', 'timeout_unknown'],
    ['status 500', fails(500), 'unavailable', 'timeout_unknown'],
    ['status 503', fails(503), 'unavailable', 'timeout_unknown'],
    ['status 404', fails(404), 'bad_reply', 'bad_reply'],
    ['a redirect', elsewhere, 'bad_reply', 'bad_reply'],
    ['status 204', fails(204), 'bad_reply', 'bad_reply'],
    ['more than 1 MiB', huge, 'bad_reply', 'bad_reply'],
    [
      'a compressed answer nobody asked for',
      says('x', { 'Content-Encoding': 'gzip' }),
      'bad_reply',
      'bad_reply',
    ],
  ])('%s', async (_name, behaviour, read, write) => {
    bureau.behave(behaviour);
    await expect(sent('read')).rejects.toMatchObject({ kind: read });
    await expect(sent('write')).rejects.toMatchObject({ kind: write });
  });

  it('a refused connection has no effect, also for a write', async () => {
    const { url } = bureau;
    await bureau.close();
    await expect(sent('read', url)).rejects.toMatchObject({ kind: 'unavailable' });
    await expect(sent('write', url)).rejects.toMatchObject({ kind: 'unavailable' });
    bureau = await bureauServer(stays);
  });

  it('a host that nobody knows has no effect, also for a write', async () => {
    await expect(sent('write', 'http://bureau.invalid/', 3_000)).rejects.toMatchObject({
      kind: 'unavailable',
    });
  });

  it('a deadline that has passed already sends nothing', async () => {
    await expect(sent('write', bureau.url, 0)).rejects.toMatchObject({ kind: 'unavailable' });
    expect(bureau.received).toHaveLength(0);
  });

  it('bytes that are not HTTP make a write unknown', async () => {
    const server = createServer((socket) => socket.resume().end('SSH-2.0-OpenSSH_9.2\r\n'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`;
    await expect(sent('write', url)).rejects.toMatchObject({ kind: 'timeout_unknown' });
    await new Promise((resolve) => server.close(resolve));
  });

  it('too often: how long to wait is passed on when it is said in seconds', async () => {
    bureau.behave(fails(429, { 'Retry-After': '7' }));
    await expect(sent('write')).rejects.toMatchObject({ kind: 'rate_limited', retryAfterMs: 7_000 });
    bureau.behave(fails(429, { 'Retry-After': 'Fri, 20 Nov 2026 10:00:00 GMT' }));
    await expect(sent('write')).rejects.toMatchObject({ kind: 'rate_limited', retryAfterMs: undefined });
  });
});

it('keeps its connections', async () => {
  const ports = new Set<number | undefined>();
  bureau.behave((received, response) => {
    ports.add(response.socket?.remotePort);
    says('fine')(received, response);
  });
  for (let call = 0; call < 20; call += 1) await sent('read');
  // The next call may begin before undici has put the first connection back.
  expect(ports.size).toBeLessThanOrEqual(2);
});
