import { ApiError, errorFrom, isApiError } from './error';

export interface Call {
  method: 'GET' | 'POST' | 'DELETE';
  path: string;
  query?: Record<string, string | number | undefined>;
  body?: unknown;
  /** Idempotency-Key of the resident's intent: the same through every retry. */
  key?: string;
}

export interface Wire {
  url: string;
  method: Call['method'];
  headers: Record<string, string>;
  body?: unknown;
  timeoutMs: number;
}

/** Rejects when there was no answer at all. */
export type Transport = (wire: Wire) => Promise<{ status: number; body: unknown }>;

export interface Surroundings {
  base: string;
  transport: Transport;
  wait(ms: number): Promise<void>;
  /** The session's token, opened silently when there is none. */
  token(): Promise<string>;
  /** A new token after this one was refused. Concurrent callers share one login. */
  renew(refused: string): Promise<string>;
}

const TIMEOUT_MS = 8_000;
/** Pauses before a keyed call is asked again with the same key. */
const PAUSES_MS = [800, 2_000];

export function address(base: string, call: Call): string {
  const pairs = Object.entries(call.query ?? {}).filter(([, value]) => value !== undefined && value !== '');
  const query = pairs.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`).join('&');
  return `${base}/v1${call.path}${query ? `?${query}` : ''}`;
}

/** One exchange. @throws ApiError `unreachable` without an answer, the front door's code for a refusal */
export async function exchange<T>(
  around: Pick<Surroundings, 'base' | 'transport'>,
  call: Call,
  token?: string,
): Promise<T> {
  const headers: Record<string, string> = {};
  if (call.body !== undefined) headers['Content-Type'] = 'application/json';
  if (token) headers.Authorization = `Bearer ${token}`;
  if (call.key) headers['Idempotency-Key'] = call.key;
  const wire: Wire = { url: address(around.base, call), method: call.method, headers, timeoutMs: TIMEOUT_MS };
  const answer = await around.transport({ ...wire, body: call.body }).catch((cause: unknown) => {
    throw new ApiError('unreachable', { cause });
  });
  if (answer.status >= 200 && answer.status < 300) return answer.body as T;
  throw errorFrom(answer.body);
}

export type Door = <T>(call: Call) => Promise<T>;

/** The client: signs in silently, once more after a refused token, and repeats keyed calls whose outcome is unknown. */
export function createDoor(around: Surroundings): Door {
  async function signed<T>(call: Call): Promise<T> {
    const token = await around.token();
    try {
      return await exchange<T>(around, call, token);
    } catch (error) {
      if (!isApiError(error, 'unauthenticated')) throw error;
      return exchange<T>(around, call, await around.renew(token));
    }
  }

  return async function ask<T>(call: Call): Promise<T> {
    const pauses = call.key ? PAUSES_MS : [];
    for (const pause of pauses) {
      try {
        return await signed<T>(call);
      } catch (error) {
        // Only these two leave the outcome open; every other answer is final.
        if (!isApiError(error, 'unreachable', 'request_in_progress')) throw error;
        await around.wait(pause);
      }
    }
    return signed<T>(call);
  };
}
