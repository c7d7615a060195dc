import type { Middleware } from 'koa';
import { Histogram } from 'prom-client';
import type { Ids } from '../platform/ids.ts';
import type { Log } from '../platform/logger.ts';
import type { Metrics } from '../platform/metrics.ts';
import type { DoorState } from './context.ts';

const SANE_ID = /^[0-9A-Za-z_-]{8,64}$/;

/** Gives the request its id, and afterwards writes its one log line and its measurement. Routes by pattern, never by address. */
export function trace(deps: { log: Log; metrics: Metrics; ids: Ids }): Middleware<DoorState> {
  const { log, metrics, ids } = deps;
  const duration = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the request to its answer, by route pattern',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.015, 0.05, 0.1, 0.3, 0.6, 1.2, 3],
    registers: [metrics],
  });
  /** One line of the histogram per combination, found without spelling its labels out. */
  const lines = new Map<string, ReturnType<typeof duration.labels>>();
  const observe = (method: string, route: string, status: number, seconds: number) => {
    const key = `${status}${method}${route}`;
    const line = lines.get(key) ?? duration.labels(method, route, String(status));
    lines.set(key, line);
    line.observe(seconds);
  };
  return async (ctx, next) => {
    const began = performance.now();
    const offered = ctx.req.headers['x-request-id'];
    const requestId = typeof offered === 'string' && SANE_ID.test(offered) ? offered : ids.next();
    ctx.state.requestId = requestId;
    ctx.res.setHeader('X-Request-Id', requestId);
    await next();
    const ms = Math.round((performance.now() - began) * 10) / 10;
    const route = (ctx as { _matchedRoute?: unknown })._matchedRoute;
    const pattern = typeof route === 'string' ? route : 'other';
    const { method, status } = ctx;
    observe(METHODS.has(method) ? method : 'OTHER', pattern, status, ms / 1000);
    log.info(
      { requestId, method, route: pattern, status, ms, citizenId: ctx.state.signedIn?.citizenId },
      'request answered',
    );
  };
}

/** Labels come from a closed set, whatever a client calls its method. */
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
