import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { load } from './load.ts';
import { markdownOf, rowsOf } from './table.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

function serve(status: number, chunked = false): Promise<{ url: string; served(): number }> {
  let served = 0;
  const body = Buffer.from('一'.repeat(30_000));
  const server = createServer((_request, response) => {
    served += 1;
    response.writeHead(status, chunked ? {} : { 'content-length': body.length }).end(body);
  });
  servers.push(server);
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      resolve({ url: `http://127.0.0.1:${port}/`, served: () => served });
    });
  });
}

test.each([[false], [true]])(
  'counts whole answers, however they are cut on the way (chunked: %s)',
  async (chunked) => {
    const { url, served } = await serve(200, chunked);
    const { perSecond, p50Ms, p99Ms } = await load({ url }, 200);
    expect(perSecond).toBeGreaterThan(0);
    expect(perSecond * 0.2).toBeLessThanOrEqual(served());
    expect(p99Ms).toBeGreaterThanOrEqual(p50Ms);
  },
);

test('an error answer is no throughput', async () => {
  const { url } = await serve(503);
  await expect(load({ url }, 200)).rejects.toThrow('not 200');
});

test('the ratio is taken within each round, then the median', () => {
  const bare = { name: 'bare', url: '', against: null, bytes: 10 };
  const door = { name: 'door', url: '', against: 'bare', bytes: 10 };
  const speed = (perSecond: number) => ({ perSecond, p50Ms: 1, p99Ms: 2 });
  const round = (b: number, d: number) =>
    new Map([
      ['bare', speed(b)],
      ['door', speed(d)],
    ]);
  const rows = rowsOf([bare, door], [round(100, 50), round(10, 9), round(1000, 400)]);
  expect(rows.map(({ ratio }) => ratio)).toEqual([null, 0.5]);
  expect(markdownOf(rows, { readyMs: 1, idleMb: 2, loadedMb: 3 }, 3)).toContain(
    '| door | 10 | 50 | 0.50 | 1.0 | 2.0 |',
  );
});
