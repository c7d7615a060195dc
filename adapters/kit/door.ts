import { AdapterError, type AdapterErrorKind } from '../contract/error.ts';
import type { Clock } from '../contract/ports.ts';
import type { Deadline } from './deadline.ts';
import type { HttpClient, HttpRequest } from './http.ts';
import { ExchangeFailure, type HttpReply } from './http-reply.ts';

/** A read has no effect whatever happened to it; a write may have had one from its first byte on. */
export type Effect = 'read' | 'write';

/** A 200 answer. `sentAt` and `at` are the city's time before asking and on answering. */
export interface Reply {
  body: Buffer;
  headers: HttpReply['headers'];
  sentAt: number;
  at: number;
}

/** The way out of this process. It exists only inside a runtime call, so none goes unrecorded. */
export interface Door {
  /**
   * Sends one request with what is left of the deadline (`X-Deadline-Ms`) and gives the answer of a 200.
   * Throws AdapterError for everything else.
   */
  send(request: HttpRequest): Promise<Reply>;
}

export interface DoorSpec {
  service: string;
  operation: string;
  effect: Effect;
}

/** Keeps what the runtime must know of one attempt: was the bureau asked, when did it answer, how much. */
export class WatchedDoor implements Door {
  reached = false;
  sent = false;
  outOfTime = false;
  answeredAt = 0;
  bytes = 0;
  readonly #spec: DoorSpec;
  readonly #http: HttpClient;
  readonly #clock: Clock;
  readonly #deadline: Deadline;

  constructor(spec: DoorSpec, http: HttpClient, clock: Clock, deadline: Deadline) {
    this.#spec = spec;
    this.#http = http;
    this.#clock = clock;
    this.#deadline = deadline;
  }

  async send(request: HttpRequest): Promise<Reply> {
    const sentAt = this.#clock.now();
    this.reached = true;
    const headers = { ...request.headers, 'X-Deadline-Ms': String(this.#deadline.leftMs()) };
    const reply = await this.#exchange({ ...request, headers });
    this.answeredAt = this.#clock.now();
    this.bytes += reply.body.length;
    this.#refuseStatus(reply);
    if (reply.headers['content-encoding']) throw this.#error('bad_reply', { bureauCode: 'content-encoding' });
    return { body: reply.body, headers: reply.headers, sentAt, at: this.answeredAt };
  }

  async #exchange(request: HttpRequest): Promise<HttpReply> {
    try {
      const reply = await this.#http.exchange(request, this.#deadline.signal);
      this.sent = true;
      return reply;
    } catch (cause) {
      if (!(cause instanceof ExchangeFailure)) throw cause;
      this.sent ||= cause.sent;
      this.outOfTime = cause.reason === 'deadline';
      throw this.#error(cause.reason === 'too_large' ? 'bad_reply' : this.#lost(cause.sent), { cause });
    }
  }

  #refuseStatus(reply: HttpReply): void {
    if (reply.status === 200) return;
    const bureauCode = `http ${reply.status}`;
    if (reply.status === 429) {
      throw this.#error('rate_limited', {
        bureauCode,
        retryAfterMs: retryAfterMs(reply.headers['retry-after']),
      });
    }
    throw this.#error(reply.status >= 500 ? this.#lost(true) : 'bad_reply', { bureauCode });
  }

  #lost(sent: boolean): AdapterErrorKind {
    return this.#spec.effect === 'write' && sent ? 'timeout_unknown' : 'unavailable';
  }

  #error(
    kind: AdapterErrorKind,
    facts: { bureauCode?: string; retryAfterMs?: number | undefined; cause?: unknown },
  ): AdapterError {
    const { service, operation } = this.#spec;
    const { retryAfterMs, ...rest } = facts;
    return new AdapterError(kind, {
      service,
      operation,
      ...rest,
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    });
  }
}

/** Seconds only; a date would depend on the bureau's clock. */
function retryAfterMs(header: string | string[] | undefined): number | undefined {
  return typeof header === 'string' && /^\d{1,5}$/.test(header) ? Number(header) * 1_000 : undefined;
}
