import { readFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import Koa from 'koa';

/** What a server costs that does nothing: `node server-bare.ts`, KIND=http|koa, PAYLOAD=<file served as it is>. */
const payload = readFileSync(process.env.PAYLOAD ?? '');

const plain: RequestListener = (_request, response) => {
  response.writeHead(200, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': payload.length,
  });
  response.end(payload);
};

function koa(): RequestListener {
  const app = new Koa();
  app.use((ctx) => {
    ctx.type = 'json';
    ctx.body = payload;
  });
  return app.callback();
}

const server = createServer(process.env.KIND === 'koa' ? koa() : plain);
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`bare ready http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
