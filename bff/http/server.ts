import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How long requests in flight may still take once the process is told to end. */
const DRAIN_MS = 1_200;

export interface Listening {
  port: number;
  /** New connections are refused, idle ones closed, running requests answered, the rest cut. Under two seconds. */
  close(): Promise<void>;
}

/** A client that talks slowly or not at all does not hold a place for ever. */
export function createPhoneServer(listener: RequestListener): Server {
  const server = createServer(
    { keepAliveTimeout: 65_000, headersTimeout: 10_000, requestTimeout: 30_000, noDelay: true },
    listener,
  );
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) return socket.destroy();
    const status =
      error.code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request';
    const body = JSON.stringify({
      error: { code: 'invalid_request', message: '请求格式有误。', requestId: 'none' },
    });
    socket.end(
      `HTTP/1.1 ${status}\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
    );
  });
  return server;
}

/** @throws Error naming the variable when the port is taken or forbidden */
export async function listen(
  server: Server,
  variable: string,
  port: number,
  host?: string,
): Promise<Listening> {
  await new Promise<void>((done, refuse) => {
    server.once('error', (error: NodeJS.ErrnoException) => refuse(new Error(wordsOf(error, variable, port))));
    server.listen({ port, ...(host && { host }) }, done);
  });
  return { port: (server.address() as AddressInfo).port, close: () => drain(server) };
}

function wordsOf(error: NodeJS.ErrnoException, variable: string, port: number): string {
  if (error.code === 'EADDRINUSE')
    return `${variable}: port ${port} is taken by another program; set ${variable} to a free one`;
  if (error.code === 'EACCES') return `${variable}: port ${port} is not allowed for this user`;
  return `${variable}: ${error.message}`;
}

function drain(server: Server): Promise<void> {
  return new Promise((done) => {
    const cut = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
    // Answers still to come say goodbye to their connection.
    server.prependListener('request', (_, res) => res.setHeader('Connection', 'close'));
    server.close(() => {
      clearTimeout(cut);
      done();
    });
    server.closeIdleConnections();
  });
}
