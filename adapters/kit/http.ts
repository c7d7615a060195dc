import { Agent } from 'undici';
import { type HttpReply, ReplyCollector } from './http-reply.ts';

const CONNECT_MS = 500;

export interface HttpRequest {
  method: 'GET' | 'POST';
  url: string;
  headers: Record<string, string>;
  body?: Uint8Array | string;
}

/**
 * The adapters' only HTTP client: own connection pool, kept alive, connects within 500 ms, follows no redirect,
 * answers of at most 1 MiB. Every failure is an ExchangeFailure that knows whether anything was sent.
 */
export class HttpClient {
  readonly #agent = new Agent({ connect: { timeout: CONNECT_MS }, connections: 64, allowH2: false });

  exchange(request: HttpRequest, signal: AbortSignal): Promise<HttpReply> {
    const url = new URL(request.url);
    return new Promise((resolve, reject) => {
      this.#agent.dispatch(
        {
          origin: url.origin,
          path: `${url.pathname}${url.search}`,
          method: request.method,
          headers: request.headers,
          body: request.body ?? null,
          // The signal is the only clock: it covers waiting for a connection as well.
          headersTimeout: 0,
          bodyTimeout: 0,
        },
        new ReplyCollector(signal, resolve, reject),
      );
    });
  }

  async close(): Promise<void> {
    await this.#agent.destroy();
  }
}
