import type { Call, Reading } from '../contract/call.ts';
import { AdapterError, type AdapterErrorKind } from '../contract/error.ts';
import type { AdapterMetrics, AdapterPorts, Clock } from '../contract/ports.ts';
import type { ServiceManifest } from '../contract/service.ts';
import { type Answer, Attempts, type Question } from './attempts.ts';
import { deadlineIn } from './deadline.ts';
import type { HttpClient } from './http.ts';
import type { Kept, Readings } from './readings.ts';

/** What the runtime needs to know of a counterpart. */
export type Counterpart = Pick<ServiceManifest, 'id' | 'department' | 'limits' | 'resources'>;

/** A read whose answer may be kept for the resident who asked. */
export interface KeptQuestion<T> extends Question<T> {
  /** Which of the manifest's resources: says how long the answer is fresh and how long it may stand in. */
  resource: string;
  /** Which vehicle, account or person. */
  subject: string;
  /** The answer is fresh until then at most (epoch ms). */
  freshUntil?: (value: T) => number;
  /** Names an answer that is about nobody and the same for all. Without it a call about nobody is never kept. */
  publicKey?: string;
}

/** A failed question for which the last answer may stand in. A final word of the bureau is not among them. */
const STANDS_IN: readonly AdapterErrorKind[] = ['unavailable', 'bad_reply', 'rate_limited'];

/** The one way to a bureau. Throws AdapterError; anything else is a fault of the adapter itself. */
export class Runtime {
  readonly clock: Clock;
  readonly #counterpart: Counterpart;
  readonly #readings: Readings;
  readonly #attempts: Attempts;
  readonly #metrics: AdapterMetrics;

  constructor(counterpart: Counterpart, ports: AdapterPorts, http: HttpClient, readings: Readings) {
    this.clock = ports.clock;
    this.#counterpart = counterpart;
    this.#readings = readings;
    this.#attempts = new Attempts(counterpart, ports, http);
    this.#metrics = ports.metrics;
  }

  /** The kept answer while fresh, else asks. When the bureau cannot answer, the last answer stands in, marked stale. */
  async read<T>(question: KeptQuestion<T>, call: Call): Promise<Reading<T>> {
    const owner = question.publicKey ? `public:${question.publicKey}` : ownerOf(call);
    if (!owner) return this.live(question, call);
    const { operation, subject } = question;
    const { freshMs, staleMs } = this.#resource(question.resource);
    const address = { owner, service: this.#counterpart.id, operation, subject };
    const last = this.#readings.find<T>(address);
    if (last && this.#age(last) < freshMs && this.clock.now() < last.freshUntil) {
      return this.#kept('cache', operation, last);
    }
    const deadline = deadlineIn(call.budgetMs);
    const ask = async () => {
      const answer = await this.#attempts.read(question, call, deadline);
      return { ...answer, freshUntil: question.freshUntil?.(answer.value) ?? Number.POSITIVE_INFINITY };
    };
    try {
      return this.#reading(await this.#readings.ask(address, staleMs, deadline, ask), false);
    } catch (cause) {
      const error = deadline.signal.reason === cause ? this.#impatient(operation, cause) : cause;
      const standIn = this.#readings.find<T>(address);
      if (!standIn || this.#age(standIn) >= staleMs || !mayStandIn(error)) throw error;
      return this.#kept('stale', operation, standIn);
    }
  }

  /** Asks now; repeated once when there is time. Never kept. */
  async live<T>(question: Question<T>, call: Call): Promise<Reading<T>> {
    return this.#reading(await this.#attempts.read(question, call, deadlineIn(call.budgetMs)), false);
  }

  /** Tells the bureau something, once. Afterwards what was kept for this resident is forgotten, whatever came of it. */
  async write<T>(question: Question<T>, call: Call): Promise<T> {
    try {
      return (await this.#attempts.write(question, call, deadlineIn(call.budgetMs))).value;
    } finally {
      const owner = ownerOf(call);
      if (owner) this.#readings.forget(owner, this.#counterpart.id);
    }
  }

  #kept<T>(from: 'cache' | 'stale', operation: string, kept: Kept<T>): Reading<T> {
    this.#metrics.called({ service: this.#counterpart.id, operation, outcome: 'ok', ms: 0, from });
    return this.#reading(kept, from === 'stale');
  }

  #reading<T>({ value, asOf }: Answer<T>, stale: boolean): Reading<T> {
    return { value, source: this.#counterpart.department, asOf, stale };
  }

  /** A clock that was set back makes an answer old, not young. */
  #age({ asOf }: Kept<unknown>): number {
    const age = this.clock.now() - asOf;
    return age < 0 ? Number.POSITIVE_INFINITY : age;
  }

  #resource(name: string): { freshMs: number; staleMs: number } {
    const resource = this.#counterpart.resources[name];
    if (!resource) throw new Error(`the manifest of ${this.#counterpart.id} names no resource ${name}`);
    return resource;
  }

  #impatient(operation: string, cause: unknown): AdapterError {
    return new AdapterError('unavailable', { service: this.#counterpart.id, operation, cause });
  }
}

function ownerOf(call: Call): string | null {
  return call.citizenId === null ? null : ownerOfCitizen(call.citizenId);
}

/** The name under which a resident's answers are kept. */
export const ownerOfCitizen = (citizenId: string): string => `citizen:${citizenId}`;

const mayStandIn = (error: unknown): boolean =>
  error instanceof AdapterError && STANDS_IN.includes(error.kind);
