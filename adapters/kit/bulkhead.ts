/** Refused before anything was sent: too many calls are in flight and waiting. */
export class BulkheadFull extends Error {
  constructor() {
    super('too many calls in flight');
    this.name = 'BulkheadFull';
  }
}

/**
 * At most `concurrent` calls in flight and `queued` waiting; the rest are refused at once.
 * Cockatiel's bulkhead leaves a waiting call in the queue after its deadline; this one lets it go.
 */
export class Bulkhead {
  readonly #limits: { concurrent: number; queued: number };
  readonly #waiting = new Set<() => void>();
  #inFlight = 0;

  constructor(limits: { concurrent: number; queued: number }) {
    this.#limits = limits;
  }

  /** Runs `work` once there is room. Rejects with BulkheadFull, or with the signal's reason while waiting. */
  async run<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    await this.#enter(signal);
    try {
      return await work();
    } finally {
      this.#leave();
    }
  }

  #enter(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.#inFlight < this.#limits.concurrent) {
      this.#inFlight += 1;
      return Promise.resolve();
    }
    if (this.#waiting.size >= this.#limits.queued) return Promise.reject(new BulkheadFull());
    return new Promise((resolve, reject) => {
      const admit = () => {
        signal.removeEventListener('abort', giveUp);
        resolve();
      };
      const giveUp = () => {
        this.#waiting.delete(admit);
        reject(signal.reason);
      };
      this.#waiting.add(admit);
      signal.addEventListener('abort', giveUp, { once: true });
    });
  }

  /** The place of a finished call goes to the one that has waited longest. */
  #leave(): void {
    const [next] = this.#waiting;
    if (!next) {
      this.#inFlight -= 1;
      return;
    }
    this.#waiting.delete(next);
    next();
  }
}
