import { Agent, request } from 'undici';
import { z } from 'zod';

/**
 * What became of a call to WeChat's server API. `refused`: it answered an errcode. `not_sent`: nothing was done.
 * `unknown`: it may have been done.
 */
export type ServerReply =
  | { kind: 'answered'; body: Record<string, unknown> }
  | { kind: 'refused'; errcode: number }
  | { kind: 'not_sent'; cause: string }
  | { kind: 'unknown'; cause: string };

export interface ServerLine {
  get(path: string, query: Record<string, string>): Promise<ServerReply>;
  post(path: string, query: Record<string, string>, body: unknown): Promise<ServerReply>;
  stop(): Promise<void>;
}

const DEADLINE_MS = 4_000;
const RESPONSE_CAP = 64 * 1024;

const Body = z.record(z.string(), z.unknown());
const Errcode = z.object({ errcode: z.int() });

export function openServerLine(baseUrl: string): ServerLine {
  const agent = new Agent({ connect: { timeout: 2_000 }, connections: 32, keepAliveTimeout: 4_000 });
  const call = async (method: 'GET' | 'POST', url: string, body?: unknown): Promise<ServerReply> => {
    try {
      const response = await request(url, {
        method,
        dispatcher: agent,
        headers: { accept: 'application/json', 'content-type': 'application/json' },
        body: body === undefined ? null : JSON.stringify(body),
        signal: AbortSignal.timeout(DEADLINE_MS),
      });
      return read(response.statusCode, await readCapped(response.body));
    } catch (error) {
      return lost(error);
    }
  };
  const urlOf = (path: string, query: Record<string, string>) =>
    `${baseUrl}${path}?${new URLSearchParams(query)}`;
  return {
    get: (path, query) => call('GET', urlOf(path, query)),
    post: (path, query, body) => call('POST', urlOf(path, query), body),
    stop: () => agent.destroy(),
  };
}

/** WeChat answers 200 with an errcode, and labels some of its JSON as text: the label is not looked at. */
function read(status: number, text: string | null): ServerReply {
  // A gateway in front gave up waiting: the message may be on its way.
  if (status === 504) return { kind: 'unknown', cause: 'http_504' };
  if (status < 200 || status > 299) return { kind: 'not_sent', cause: `http_${status}` };
  const body = Body.safeParse(parseJson(text));
  if (!body.success) return { kind: 'unknown', cause: 'unreadable' };
  const told = Errcode.safeParse(body.data);
  if (told.success && told.data.errcode !== 0) return { kind: 'refused', errcode: told.data.errcode };
  return { kind: 'answered', body: body.data };
}

const NEVER_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);

function lost(error: unknown): ServerReply {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'timeout';
  return { kind: NEVER_CONNECTED.has(code) ? 'not_sent' : 'unknown', cause: code };
}

async function readCapped(body: AsyncIterable<Buffer>): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > RESPONSE_CAP) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseJson(text: string | null): unknown {
  try {
    return text === null ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
