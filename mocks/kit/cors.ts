import type { Context, Next } from 'koa';

const LOOPBACK = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/** The H5 page comes from another port of the same machine and may use the controls; no other page may. */
export async function allowLoopbackPages(ctx: Context, next: Next): Promise<void> {
  const origin = ctx.get('origin');
  if (!ctx.path.startsWith('/_city/') || !LOOPBACK.test(origin)) return next();
  ctx.set('Access-Control-Allow-Origin', origin);
  ctx.vary('Origin');
  if (ctx.method !== 'OPTIONS') return next();
  ctx.set('Access-Control-Allow-Methods', 'GET, POST, DELETE');
  ctx.set('Access-Control-Allow-Headers', ctx.get('access-control-request-headers') || 'content-type');
  ctx.set('Access-Control-Max-Age', '600');
  ctx.status = 204;
}
