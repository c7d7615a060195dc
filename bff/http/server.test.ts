import { createServer } from 'node:http';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { createPhoneServer, listen } from './server.ts';

const port = (url: string) => Number(new URL(url).port);

test('ends at once with idle connections, and after the answer with busy ones', async () => {
  let finish = () => {};
  const server = createPhoneServer((req, res) => {
    if (req.url === '/slow') finish = () => res.end('done');
    else res.end('ok');
  });
  const listening = await listen(server, 'PORT', 0, '127.0.0.1');
  const idle = connect(listening.port, '127.0.0.1');
  await new Promise((done) => idle.once('connect', done));
  idle.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  await new Promise((done) => idle.once('data', done));
  const slow = fetch(`http://127.0.0.1:${listening.port}/slow`);
  await new Promise((done) => server.once('request', done));
  const idleEnded = new Promise((done) => idle.once('close', done));
  const closing = listening.close();
  await idleEnded;
  finish();
  expect(await (await slow).text()).toBe('done');
  await closing;
});

test('a request that never ends is cut', async () => {
  const listening = await listen(
    createPhoneServer(() => {}),
    'PORT',
    0,
    '127.0.0.1',
  );
  const hanging = fetch(`http://127.0.0.1:${listening.port}/`).catch((error: Error) => error.name);
  await new Promise((done) => setTimeout(done, 50));
  await listening.close();
  expect(await hanging).toBe('TypeError');
});

test('a taken port is named with its variable', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => other.once('listening', done));
  const address = other.address();
  const taken = typeof address === 'object' && address ? address.port : port('http://x:1');
  await expect(
    listen(
      createPhoneServer(() => {}),
      'OPS_PORT',
      taken,
      '127.0.0.1',
    ),
  ).rejects.toThrow(new RegExp(`^OPS_PORT: port ${taken} is taken`));
  other.close();
});
