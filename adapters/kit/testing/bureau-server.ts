import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as a bureau receives it. */
interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** Answers a request, or breaks it on purpose. */
export type Behaviour = (received: Received, response: ServerResponse) => void;

export interface BureauServer {
  url: string;
  received: Received[];
  /** What it does from now on. */
  behave(behaviour: Behaviour): void;
  close(): Promise<void>;
}

/** A real server on a free port: the outer wall at which tests stand in for a bureau. */
export async function bureauServer(behaviour: Behaviour): Promise<BureauServer> {
  let current = behaviour;
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const one = { path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks) };
      received.push(one);
      current(one, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    behave: (next) => {
      current = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Answers 200 with these bytes. */
export const says =
  (body: Buffer | string, headers: Record<string, string> = {}): Behaviour =>
  (_received, response) => {
    response.writeHead(200, headers).end(body);
  };

/** Answers with this status and a page nobody asked for. */
export const fails =
  (status: number, headers: Record<string, string> = {}): Behaviour =>
  (_received, response) => {
    response.writeHead(status, headers).end('<html><body>error</body></html>');
  };

/** Takes the request and breaks the connection without a word. */
export const hangsUp: Behaviour = (_received, response) => {
  response.destroy();
};

/** Takes the request and never answers. */
export const stays: Behaviour = () => undefined;
