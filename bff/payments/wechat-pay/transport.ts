import { randomBytes } from 'node:crypto';
import { Agent, type Dispatcher, request } from 'undici';
import type { Merchant } from './merchants.ts';
import type { Doubt } from './outcome.ts';
import { verifySigned } from './verification.ts';

/** What came back: signed and believed, an error nobody signed, or nothing we can rely on. */
export type Reply =
  | { kind: 'verified'; body: Buffer; requestId: string | undefined; skewMs: number }
  | { kind: 'unsigned'; status: number; body: Buffer; requestId: string | undefined }
  | { kind: 'lost'; doubt: Doubt; requestId?: string | undefined; skewMs?: number };

/** Signs one call: `Authorization` for exactly these bytes. */
export type Sign = (method: string, path: string, body: string, nonce: string, timestamp: string) => string;

export interface Line {
  /** `path` with query exactly as signed. `body` '' = none. */
  call(method: 'GET' | 'POST', path: string, body: string, deadlineMs: number): Promise<Reply>;
}

const RESPONSE_CAP = 256 * 1024;

export interface Wire {
  /** `https://api.mch.weixin.qq.com`, or the simulated city's. Origin only: the signed path must match. */
  origin: string;
  agent: Agent;
  now(): number;
}

export const payAgent = (): Agent =>
  new Agent({ connect: { timeout: 2_000 }, connections: 64, pipelining: 1, keepAliveTimeout: 10_000 });

/** A line to WeChat Pay for one merchant. Never throws, never follows a redirect, believes no 2xx without its signature. */
export function openLine(wire: Wire, merchant: Merchant, sign: Sign): Line {
  return {
    call: async (method, path, body, deadlineMs) => {
      const headers = headersOf(merchant, body !== '');
      const timestamp = String(Math.floor(wire.now() / 1000));
      headers.authorization = sign(method, path, body, randomBytes(16).toString('hex'), timestamp);
      try {
        const response = await request(`${wire.origin}${path}`, {
          method,
          headers,
          body: body === '' ? null : body,
          dispatcher: wire.agent,
          signal: AbortSignal.timeout(deadlineMs),
        });
        return read(wire, merchant, response);
      } catch (error) {
        return { kind: 'lost', doubt: doubtOf(error) };
      }
    },
  };
}

function headersOf(merchant: Merchant, withBody: boolean): Record<string, string> {
  return {
    accept: 'application/json',
    'accept-encoding': 'identity',
    'user-agent': 'yijitong/1.0',
    ...(withBody && { 'content-type': 'application/json' }),
    ...(merchant.publicKeyId !== undefined && { 'wechatpay-serial': merchant.publicKeyId }),
  };
}

async function read(wire: Wire, merchant: Merchant, response: Dispatcher.ResponseData): Promise<Reply> {
  const requestId = one(response.headers['request-id']);
  const body = await readCapped(response);
  if (body === null) return { kind: 'lost', doubt: 'too_large', requestId };
  const status = response.statusCode;
  if (status < 200 || status > 299) return { kind: 'unsigned', status, body, requestId };
  const now = wire.now();
  const verdict = verifySigned({ headers: response.headers, body }, merchant.verifiers, now);
  const skew = verdict.timestampMs === undefined ? {} : { skewMs: verdict.timestampMs - now };
  if (!verdict.trusted) return { kind: 'lost', doubt: 'untrusted', requestId, ...skew };
  return { kind: 'verified', body, requestId, skewMs: verdict.timestampMs - now };
}

async function readCapped(response: Dispatcher.ResponseData): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response.body) {
    size += chunk.length;
    // Leaving the loop destroys the stream, so nothing more is read.
    if (size > RESPONSE_CAP) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const one = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value[0] : value;

function doubtOf(error: unknown): Doubt {
  const name = error instanceof Error ? `${error.name} ${'code' in error ? String(error.code) : ''}` : '';
  return /Timeout|TIMEOUT|Abort/.test(name) ? 'timeout' : 'network';
}
