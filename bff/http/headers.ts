import type { Middleware } from 'koa';
import type { DoorState } from './context.ts';

/** For every answer under `/v1`: kept by nobody, framed by nobody, sniffed by nobody. */
export function securityHeadersOf(production: boolean): Readonly<Record<string, string>> {
  return {
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Referrer-Policy': 'no-referrer',
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
    ...(production && { 'Strict-Transport-Security': 'max-age=31536000; includeSubDomains' }),
  };
}

export function securityHeaders(production: boolean): Middleware<DoorState> {
  const headers = Object.entries(securityHeadersOf(production));
  return (ctx, next) => {
    for (const [name, value] of headers) ctx.res.setHeader(name, value);
    return next();
  };
}
