import { LRUCache } from 'lru-cache';
import type { Deadline } from './deadline.ts';

/** One answer of a bureau as it is kept. Times in the city's epoch ms. */
export interface Kept<T> {
  value: T;
  asOf: number;
  /** Fresh until then at most: a price ends at midnight however young it is. */
  freshUntil: number;
  /** Size of the answer on the wire, for the bound on memory. */
  bytes: number;
}

/** Whose answer to what. Two residents never have the same address. */
export interface Address {
  /** `citizen:<id>`, or `public:<name>` for answers about nobody. */
  owner: string;
  service: string;
  operation: string;
  subject: string;
}

interface Flight<T> {
  answer: Promise<Kept<T>>;
  deadline: Deadline;
  /** Set when the resident's answers were forgotten meanwhile: this one is then already old. */
  outdated: boolean;
}

const MOST_BYTES = 64 * 1024 * 1024;
const MOST_ANSWERS = 20_000;

/**
 * Answers of bureaus, in this process's memory only: they are personal data, so they are written nowhere.
 * One question in flight per address; the others wait for its answer.
 */
export class Readings {
  readonly #kept = new LRUCache<string, Kept<unknown>>({
    max: MOST_ANSWERS,
    maxSize: MOST_BYTES,
    sizeCalculation: (kept) => Math.max(1, kept.bytes),
    ttlAutopurge: true,
    ttl: 24 * 60 * 60_000,
  });
  readonly #flights = new Map<string, Flight<unknown>>();

  /** The last answer, however old; callers look at `asOf` and `freshUntil`. */
  find<T>(address: Address): Kept<T> | undefined {
    return this.#kept.get(keyOf(address)) as Kept<T> | undefined;
  }

  /** Asks, or waits for the one who is asking already. A good answer is kept for `keepMs` of real time. */
  async ask<T>(
    address: Address,
    keepMs: number,
    deadline: Deadline,
    question: () => Promise<Kept<T>>,
  ): Promise<Kept<T>> {
    const key = keyOf(address);
    for (;;) {
      const flight = this.#flights.get(key) as Flight<T> | undefined;
      if (!flight) return this.#launch(key, keepMs, deadline, question);
      try {
        return await deadline.race(flight.answer);
      } catch (failure) {
        // The other one's patience ended, not ours: ask again ourselves.
        const theirs = flight.deadline.signal.aborted && deadline.leftMs() > 0;
        if (!theirs) throw failure;
        if (this.#flights.get(key) === flight) this.#flights.delete(key);
      }
    }
  }

  /** Forgets a resident's answers, of one service or of all, and those still under way. */
  forget(owner: string, service?: string): void {
    const prefix = keyPrefix(owner, service);
    for (const key of this.#kept.keys()) {
      if (key.startsWith(prefix)) this.#kept.delete(key);
    }
    for (const [key, flight] of this.#flights) {
      if (!key.startsWith(prefix)) continue;
      flight.outdated = true;
      this.#flights.delete(key);
    }
  }

  #launch<T>(
    key: string,
    keepMs: number,
    deadline: Deadline,
    question: () => Promise<Kept<T>>,
  ): Promise<Kept<T>> {
    const flight: Flight<T> = { answer: question(), deadline, outdated: false };
    this.#flights.set(key, flight);
    return flight.answer
      .then((kept) => {
        if (!flight.outdated) this.#kept.set(key, kept, { ttl: keepMs });
        return kept;
      })
      .finally(() => {
        if (this.#flights.get(key) === flight) this.#flights.delete(key);
      });
  }
}

const keyPrefix = (...parts: (string | undefined)[]) =>
  parts.filter((part) => part !== undefined).reduce((key, part) => `${key}${JSON.stringify(part)},`, '');

const keyOf = ({ owner, service, operation, subject }: Address) =>
  keyPrefix(owner, service, operation, subject);
