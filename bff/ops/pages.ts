import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { extname, join, normalize, resolve } from 'node:path';
import type { Middleware, ParameterizedContext } from 'koa';

export interface PagesOptions {
  /** Where the H5 build lies. */
  folder: string;
  /** The simulated city, whose cashier the page may ask. */
  cityUrl: string | undefined;
  production: boolean;
}

const API = /^\/(v1|openapi\.json|city\.json)(\/|$)/;
/** A name that carries its content's hash never changes its content. */
const HASHED = /[.-][0-9a-f]{8,32}\.(chunk\.)?[a-z0-9]+$|^\/?(js|css|static|chunk)\/.*[0-9a-f]{8,32}.*$/;

/** The H5 page from its build folder: hash-named files for ever, everything else asked again each time. */
export function servePages({ folder, cityUrl, production }: PagesOptions): Middleware {
  const root = resolve(folder);
  const policy = contentPolicy(cityUrl);
  return async (ctx, next) => {
    if (API.test(ctx.path) || (ctx.method !== 'GET' && ctx.method !== 'HEAD')) return next();
    const file = (await fileOf(root, ctx.path)) ?? (isPage(ctx) ? await fileOf(root, '/index.html') : null);
    if (!file) return isPage(ctx) ? notBuilt(ctx) : next();
    ctx.set({
      'Cache-Control': HASHED.test(file.name) ? 'public, max-age=31536000, immutable' : 'no-cache',
      'Content-Security-Policy': policy,
      'X-Content-Type-Options': 'nosniff',
      'X-Frame-Options': 'DENY',
      'Referrer-Policy': 'no-referrer',
    });
    if (production) ctx.set('Strict-Transport-Security', 'max-age=31536000; includeSubDomains');
    ctx.etag = `${file.size.toString(36)}-${Math.floor(file.mtimeMs).toString(36)}`;
    ctx.status = 200;
    if (ctx.fresh) {
      ctx.status = 304;
      return;
    }
    ctx.type = extname(file.path);
    ctx.length = file.size;
    if (ctx.method === 'GET') ctx.body = createReadStream(file.path);
  };
}

/** A look at a place in the page, not at one of its files. */
const isPage = (ctx: ParameterizedContext): boolean =>
  extname(ctx.path) === '' &&
  ctx.accepts('html') === 'html' &&
  (ctx.get('accept') ?? '').includes('text/html');

function notBuilt(ctx: ParameterizedContext): void {
  ctx.status = 503;
  ctx.set('Retry-After', '10');
  ctx.set('Cache-Control', 'no-store');
  ctx.type = 'text/html; charset=utf-8';
  ctx.body =
    '<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="5"><p>页面正在准备，请稍候…</p>';
}

interface PageFile {
  path: string;
  name: string;
  size: number;
  mtimeMs: number;
}

async function fileOf(root: string, path: string): Promise<PageFile | null> {
  const name = normalize(decoded(path === '/' ? '/index.html' : path));
  const file = join(root, name);
  if (!file.startsWith(`${root}/`) || name.includes('\0') || name.includes('/.')) return null;
  const found = await stat(file).catch(() => null);
  return found?.isFile() ? { path: file, name, size: found.size, mtimeMs: found.mtimeMs } : null;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return '/.';
  }
}

function contentPolicy(cityUrl: string | undefined): string {
  const city = cityUrl === undefined ? '' : ` ${new URL(cityUrl).origin}`;
  return [
    "default-src 'self'",
    "script-src 'self' 'unsafe-inline'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    `connect-src 'self'${city}`,
    "frame-ancestors 'none'",
    "base-uri 'self'",
  ].join('; ');
}
