import { createServer, type Server, type ServerResponse } from 'node:http';
import type { Log } from '../platform/logger.ts';
import type { Metrics } from '../platform/metrics.ts';

export interface OpsDeps {
  metrics: Metrics;
  log: Log;
  /** Throws when this process cannot serve: database or key-value store gone, or ending. A silent bureau is no such reason. */
  ready(): Promise<void>;
}

/** `/healthz` (alive), `/readyz` (can serve), `/metrics` (Prometheus): for operators, on loopback. */
export function createOps({ metrics, log, ready }: OpsDeps): Server {
  const answers: Record<string, (res: ServerResponse) => Promise<void> | void> = {
    '/healthz': (res) => say(res, 200, { status: 'ok' }),
    '/readyz': (res) =>
      ready().then(
        () => say(res, 200, { status: 'ready' }),
        (err: unknown) => {
          log.warn({ err }, 'not ready');
          say(res, 503, { status: 'not ready' });
        },
      ),
    async '/metrics'(res) {
      const text = await metrics.metrics();
      res.writeHead(200, { 'Content-Type': metrics.contentType }).end(text);
    },
  };
  return createServer((req, res) => {
    const { pathname } = new URL(req.url ?? '/', 'http://ops');
    const answer = answers[pathname];
    if (!answer) return say(res, 404, { status: 'not found' });
    if (req.method !== 'GET' && req.method !== 'HEAD') return say(res, 405, { status: 'method not allowed' });
    void Promise.resolve(answer(res)).catch((err: unknown) => {
      log.error({ err }, 'operations page failed');
      say(res, 500, { status: 'error' });
    });
  });
}

function say(res: ServerResponse, status: number, body: Record<string, string>): void {
  res
    .writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' })
    .end(JSON.stringify(body));
}
