import type { IncomingMessage } from 'node:http';
import type { Middleware } from 'koa';
import { AppError } from '../platform/app-error.ts';
import type { DoorState } from './context.ts';

const MOST_BYTES = 64 * 1024;
const WITH_BODY = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);
/** Callers that sign their bytes: these are kept as they came and not parsed here. */
const RAW = ['/v1/payments/wechat/', '/v1/wechat/', '/v1/bureaus/'];

/** Reads the body: JSON into `request.body`, signed bytes into `state.rawBody`. Refuses what is too large or not JSON. */
export const readBody: Middleware<DoorState> = (ctx, next) =>
  WITH_BODY.has(ctx.method) ? readThen(ctx, next) : next();

const readThen: Middleware<DoorState> = async (ctx, next) => {
  const bytes = await collect(ctx.req).catch((error) => {
    // What is still to come is not waited for.
    ctx.set('Connection', 'close');
    throw error;
  });
  if (RAW.some((prefix) => ctx.path.startsWith(prefix))) ctx.state.rawBody = bytes;
  else if (bytes.length > 0) {
    checkType(ctx.req);
    (ctx.request as { body?: unknown }).body = parse(bytes);
  }
  return next();
};

function collect(req: IncomingMessage): Promise<Buffer> {
  const announced = Number(req.headers['content-length'] ?? 0);
  if (announced > MOST_BYTES) return Promise.reject(new AppError('body_too_large'));
  if (announced === 0 && req.headers['transfer-encoding'] === undefined)
    return Promise.resolve(Buffer.alloc(0));
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    req.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > MOST_BYTES) {
        req.pause();
        reject(new AppError('body_too_large'));
      } else chunks.push(chunk);
    });
    req.on('end', () => resolve(Buffer.concat(chunks)));
    req.on('aborted', () => reject(bad('body was not sent whole')));
    req.on('error', () => reject(bad('body was not sent whole')));
  });
}

function checkType(req: IncomingMessage): void {
  const type = req.headers['content-type'] ?? '';
  if (!/^application\/json\s*(;\s*charset="?utf-8"?\s*)?$/i.test(type)) {
    throw bad('content type must be application/json');
  }
  const encoding = req.headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity') throw bad('content encoding must be identity');
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(utf8.decode(bytes));
  } catch {
    throw bad('body is not JSON');
  }
}

const bad = (problem: string) =>
  new AppError('invalid_request', { details: { issues: [{ field: 'body', problem }] } });
