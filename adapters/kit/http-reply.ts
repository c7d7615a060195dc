import type { Dispatcher } from 'undici';

/** 1 MiB: far above any honest answer of a bureau. */
const MOST_BYTES = 1024 * 1024;

export interface HttpReply {
  status: number;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  body: Buffer;
}

export type ExchangeReason = 'connect' | 'deadline' | 'broken' | 'too_large';

/** No usable answer. `sent` is false only when certainly not one byte of the request left this process. */
export class ExchangeFailure extends Error {
  readonly reason: ExchangeReason;
  readonly sent: boolean;

  constructor(reason: ExchangeReason, sent: boolean, cause?: unknown) {
    super(`no answer: ${reason}`, { cause });
    this.name = 'ExchangeFailure';
    this.reason = reason;
    this.sent = sent;
  }
}

/** Collects one answer under a deadline and a size limit, and watches whether the request was begun. */
export class ReplyCollector implements Dispatcher.DispatchHandler {
  readonly #signal: AbortSignal;
  readonly #resolve: (reply: HttpReply) => void;
  readonly #reject: (failure: ExchangeFailure) => void;
  readonly #chunks: Buffer[] = [];
  #size = 0;
  #status = 0;
  #headers: HttpReply['headers'] = {};
  #controller: Dispatcher.DispatchController | undefined;
  #over = false;

  constructor(
    signal: AbortSignal,
    resolve: (reply: HttpReply) => void,
    reject: (failure: ExchangeFailure) => void,
  ) {
    this.#signal = signal;
    this.#resolve = resolve;
    this.#reject = reject;
    if (signal.aborted) this.#expire();
    else signal.addEventListener('abort', this.#expire, { once: true });
  }

  /** undici calls this just before the first byte is written. */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.#over) controller.abort(new Error('deadline passed before sending'));
    else this.#controller = controller;
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: HttpReply['headers'],
  ): void {
    this.#status = status;
    this.#headers = headers;
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#size += chunk.length;
    if (this.#size > MOST_BYTES) this.#fail('too_large');
    else this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    if (!this.#finish()) return;
    this.#resolve({ status: this.#status, headers: this.#headers, body: Buffer.concat(this.#chunks) });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#fail(this.#controller ? 'broken' : 'connect', error);
  }

  #expire = (): void => this.#fail('deadline');

  #fail(reason: ExchangeReason, cause?: unknown): void {
    if (!this.#finish()) return;
    const failure = new ExchangeFailure(reason, this.#controller !== undefined, cause);
    this.#controller?.abort(failure);
    this.#reject(failure);
  }

  /** True the first time only. */
  #finish(): boolean {
    if (this.#over) return false;
    this.#over = true;
    this.#signal.removeEventListener('abort', this.#expire);
    return true;
  }
}
