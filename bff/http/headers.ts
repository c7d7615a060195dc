import type { Middleware } from 'koa';
import type { DoorState } from './context.ts';

/** For every answer under `/v1`: kept by nobody, framed by nobody, sniffed by nobody. */
export function securityHeaders(production: boolean): Middleware<DoorState> {
  return (ctx, next) => {
    const { res } = ctx;
    res.setHeader('Cache-Control', 'no-store');
    res.setHeader('X-Content-Type-Options', 'nosniff');
    res.setHeader('X-Frame-Options', 'DENY');
    res.setHeader('Referrer-Policy', 'no-referrer');
    res.setHeader('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'");
    if (production) res.setHeader('Strict-Transport-Security', 'max-age=31536000; includeSubDomains');
    return next();
  };
}
