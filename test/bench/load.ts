import { connect, type Socket } from 'node:net';

export interface Target {
  url: string;
  headers?: Readonly<Record<string, string>>;
}

export interface Measured {
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
}

const CONNECTIONS = 32;
const HEAD_END = Buffer.from('\r\n\r\n');
const LAST_CHUNK = Buffer.from('\r\n0\r\n\r\n');

/**
 * Keeps 32 connections busy for `forMs`, one request at a time on each. Sockets and bytes only, so that the client costs
 * far less than any server it measures. Rejects when an answer is not 200.
 */
export async function load(target: Target, forMs: number): Promise<Measured> {
  const request = requestBytes(target);
  const { hostname, port } = new URL(target.url);
  const began = performance.now();
  const times: number[] = [];
  const lines = Array.from({ length: CONNECTIONS }, () =>
    keepAsking(connect(Number(port), hostname), request, began + forMs, times),
  );
  await Promise.all(lines);
  const seconds = (performance.now() - began) / 1000;
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor(times.length * share)] ?? 0;
  return { perSecond: times.length / seconds, p50Ms: at(0.5), p99Ms: at(0.99) };
}

function requestBytes({ url, headers = {} }: Target): Buffer {
  const { pathname, search, host } = new URL(url);
  const lines = Object.entries({ host, connection: 'keep-alive', ...headers }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  return Buffer.from(`GET ${pathname}${search} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
}

function keepAsking(socket: Socket, request: Buffer, until: number, times: number[]): Promise<void> {
  return new Promise((resolve, reject) => {
    let received: Buffer = Buffer.alloc(0);
    let asked = 0;
    const next = () => {
      asked = performance.now();
      if (asked >= until) socket.end(resolve);
      else socket.write(request);
    };
    socket.setNoDelay(true);
    socket.once('connect', next);
    socket.once('error', reject);
    socket.on('data', (chunk: Buffer) => {
      received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
      const length = answerLength(received);
      if (length instanceof Error) {
        reject(length);
        return socket.destroy();
      }
      if (length === null || received.length < length) return;
      received = Buffer.alloc(0);
      times.push(performance.now() - asked);
      next();
    });
  });
}

/** Head and body together, null while it is not complete, or what is wrong with the answer. */
function answerLength(bytes: Buffer): number | null | Error {
  const end = bytes.indexOf(HEAD_END);
  if (end < 0) return null;
  const head = bytes.toString('latin1', 0, end);
  if (!head.startsWith('HTTP/1.1 200')) return new Error(`an answer that is not 200: ${head}`);
  const length = /content-length: (\d+)/i.exec(head)?.[1];
  if (length !== undefined) return end + HEAD_END.length + Number(length);
  return bytes.subarray(-LAST_CHUNK.length).equals(LAST_CHUNK) ? bytes.length : null;
}
