import type { Call } from '../contract/call.ts';
import { AdapterError, type AdapterErrorKind } from '../contract/error.ts';
import type { AdapterPorts } from '../contract/ports.ts';
import { AccessLog } from './access-log.ts';
import { Breaker, BreakerOpen, type Verdict } from './breaker.ts';
import { Bulkhead, BulkheadFull } from './bulkhead.ts';
import type { Deadline } from './deadline.ts';
import { type Door, type Effect, WatchedDoor } from './door.ts';
import type { HttpClient } from './http.ts';
import { RetryBudget } from './retry-budget.ts';

/** One thing asked of a bureau. */
export interface Question<T> {
  operation: string;
  /** What is looked at or handed over, in the words the resident reads in her privacy ledger. */
  fields: readonly string[];
  /** True when a missing ledger entry must not stop the call; see AccessLog. Writes always are. */
  recordBestEffort?: boolean;
  /** Speaks to the bureau and understands its answer. What it throws after an answer is a `bad_reply`. */
  ask(door: Door): Promise<T>;
}

export interface Answer<T> {
  value: T;
  asOf: number;
  bytes: number;
}

type Tried<T> = { answer: Answer<T> } | { error: AdapterError; repeatable: boolean };

/** An attempt that was given less than this says nothing about the bureau when it runs out of time. */
const FAIR_MS = 500;
const PAUSE_MS = { least: 20, spread: 80 };
/** A repeat with less time than this left would only end in the deadline. */
const REPEAT_NEEDS_MS = 100;
const BLAMED: readonly AdapterErrorKind[] = ['unavailable', 'timeout_unknown', 'bad_reply'];

/** Attempts at one service: each through breaker and bulkhead of its operation, measured and recorded. */
export class Attempts {
  readonly #service: string;
  readonly #limits: { concurrent: number; queued: number };
  readonly #ports: AdapterPorts;
  readonly #http: HttpClient;
  readonly #log: AccessLog;
  readonly #repeats = new RetryBudget();
  readonly #lanes = new Map<string, { breaker: Breaker; bulkhead: Bulkhead }>();

  constructor(
    service: { id: string; limits: { concurrent: number; queued: number } },
    ports: AdapterPorts,
    http: HttpClient,
  ) {
    this.#service = service.id;
    this.#limits = service.limits;
    this.#ports = ports;
    this.#http = http;
    this.#log = new AccessLog(service.id, ports);
  }

  /** Asks; asks once more when the bureau could not answer, there is time, and repeats are still allowed. */
  async read<T>(question: Question<T>, call: Call, deadline: Deadline): Promise<Answer<T>> {
    this.#repeats.earn();
    const first = await this.#try(question, call, 'read', deadline);
    if ('answer' in first) return first.answer;
    const pauseMs = PAUSE_MS.least + Math.random() * PAUSE_MS.spread;
    if (!first.repeatable || deadline.leftMs() < pauseMs + REPEAT_NEEDS_MS || !this.#repeats.spend()) {
      throw first.error;
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    return unwrap(await this.#try(question, call, 'read', deadline));
  }

  async write<T>(question: Question<T>, call: Call, deadline: Deadline): Promise<Answer<T>> {
    return unwrap(await this.#try(question, call, 'write', deadline));
  }

  async #try<T>(question: Question<T>, call: Call, effect: Effect, deadline: Deadline): Promise<Tried<T>> {
    const { operation } = question;
    const spec = { service: this.#service, operation, effect };
    const door = new WatchedDoor(spec, this.#http, this.#ports.clock, deadline);
    const began = performance.now();
    const tried = await this.#guarded(question, door, deadline);
    const outcome = 'answer' in tried ? 'ok' : (refusal(tried.error) ?? tried.error.kind);
    const ms = performance.now() - began;
    this.#ports.metrics.called({ service: this.#service, operation, outcome, ms, from: 'bureau' });
    if (!door.reached) return tried;
    const mustRecord = 'answer' in tried && effect === 'read' && !question.recordBestEffort;
    const unrecorded = await this.#log.record(question, call, outcome);
    return unrecorded && mustRecord
      ? { error: this.#unavailable(operation, unrecorded), repeatable: false }
      : tried;
  }

  async #guarded<T>(question: Question<T>, door: WatchedDoor, deadline: Deadline): Promise<Tried<T>> {
    const { bulkhead, breaker } = this.#lane(question.operation);
    try {
      const { tried } = await bulkhead.run(deadline.signal, () =>
        breaker.run(() => this.#judged(question, door, deadline)),
      );
      return tried;
    } catch (cause) {
      const refused = cause instanceof BreakerOpen || cause instanceof BulkheadFull;
      if (!refused && !deadline.signal.aborted) throw cause;
      return { error: this.#unavailable(question.operation, cause), repeatable: false };
    }
  }

  /** One attempt and what it says about the bureau. Throws only what is a fault of our own. */
  async #judged<T>(
    question: Question<T>,
    door: WatchedDoor,
    deadline: Deadline,
  ): Promise<Verdict & { tried: Tried<T> }> {
    const fair = deadline.leftMs() >= FAIR_MS;
    try {
      const value = await question.ask(door);
      return { failed: false, tried: { answer: { value, asOf: door.answeredAt, bytes: door.bytes } } };
    } catch (cause) {
      const error = this.#understood(cause, question.operation, door);
      const failed = BLAMED.includes(error.kind) && (fair || !door.outOfTime);
      return { failed, tried: { error, repeatable: error.kind === 'unavailable' && !door.outOfTime } };
    }
  }

  /** An answer that the adapter could not understand is a bad reply; before any answer it is our own fault. */
  #understood(cause: unknown, operation: string, door: WatchedDoor): AdapterError {
    if (cause instanceof AdapterError) return cause;
    if (!door.answeredAt) throw cause;
    return new AdapterError('bad_reply', { service: this.#service, operation, cause: brief(cause) });
  }

  #lane(operation: string): { breaker: Breaker; bulkhead: Bulkhead } {
    const lane = this.#lanes.get(operation) ?? {
      breaker: new Breaker((state) =>
        this.#ports.metrics.breaker({ service: this.#service, operation, state }),
      ),
      bulkhead: new Bulkhead(this.#limits),
    };
    this.#lanes.set(operation, lane);
    return lane;
  }

  #unavailable(operation: string, cause: unknown): AdapterError {
    return new AdapterError('unavailable', { service: this.#service, operation, cause });
  }
}

/** A schema's complaint about a thousand broken records is a thousand lines; the first words say it. */
const brief = (cause: unknown) => new Error(String(cause).slice(0, 300));

/** Calls that never left this process, under their own name in the metrics. */
function refusal(error: AdapterError): string | null {
  if (error.cause instanceof BreakerOpen) return 'breaker_open';
  return error.cause instanceof BulkheadFull ? 'bulkhead_full' : null;
}

function unwrap<T>(tried: Tried<T>): Answer<T> {
  if ('error' in tried) throw tried.error;
  return tried.answer;
}
