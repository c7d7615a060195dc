import type { IncomingMessage } from 'node:http';
import type { Middleware } from 'koa';
import { Histogram } from 'prom-client';
import type { Ids } from '../platform/ids.ts';
import type { Log } from '../platform/logger.ts';
import type { Metrics } from '../platform/metrics.ts';
import type { DoorState } from './context.ts';

const SANE_ID = /^[0-9A-Za-z_-]{8,64}$/;

export interface Answered {
  requestId: string;
  method: string;
  /** The pattern, never the address: addresses carry ids. */
  route: string;
  status: number;
  /** `performance.now()` when the request came. */
  began: number;
  citizenId: string | undefined;
}

/** What is written down of every request: its id, one log line, one measurement. */
export interface Trace {
  /** The phone's own id when it is a sane one, else a new one. */
  idOf(req: IncomingMessage): string;
  answered(facts: Answered): void;
}

export function createTrace(deps: { log: Log; metrics: Metrics; ids: Ids }): Trace {
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
  return {
    idOf(req) {
      const offered = req.headers['x-request-id'];
      return typeof offered === 'string' && SANE_ID.test(offered) ? offered : ids.next();
    },
    answered({ requestId, method, route, status, began, citizenId }) {
      const ms = Math.round((performance.now() - began) * 10) / 10;
      observe(METHODS.has(method) ? method : 'OTHER', route, status, ms / 1000);
      log.info({ requestId, method, route, status, ms, citizenId }, 'request answered');
    },
  };
}

/** Around everything inside. */
export function traced(trace: Trace): Middleware<DoorState> {
  return async (ctx, next) => {
    const began = performance.now();
    const requestId = trace.idOf(ctx.req);
    ctx.state.requestId = requestId;
    ctx.res.setHeader('X-Request-Id', requestId);
    await next();
    const route = (ctx as { _matchedRoute?: unknown })._matchedRoute;
    const { method, status } = ctx;
    const citizenId = ctx.state.signedIn?.citizenId;
    trace.answered({
      ...{ requestId, method, status, began, citizenId },
      route: typeof route === 'string' ? route : 'other',
    });
  };
}

/** Labels come from a closed set, whatever a client calls its method. */
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
