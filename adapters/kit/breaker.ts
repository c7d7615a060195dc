import {
  BrokenCircuitError,
  type CircuitBreakerPolicy,
  CircuitState,
  circuitBreaker,
  handleWhenResult,
  type IBreaker,
  IterableBackoff,
} from 'cockatiel';

const BUCKET_MS = 1_000;
const WINDOW_BUCKETS = 10;
const LEAST_CALLS = 20;
const FAILING_SHARE = 0.5;
/** How long an open breaker rests before it lets one call try: longer each time that call fails. */
const REST_MS = [5_000, 10_000, 20_000, 30_000];

export type BreakerState = 'open' | 'half_open' | 'closed';

/**
 * Opens at 50 % failures of at least 20 calls in the last 10 seconds.
 * Cockatiel's SamplingBreaker forgets old windows only as new calls come, so failures of an hour ago would still
 * count under little traffic; this one forgets by time.
 */
export class RecentFailures implements IBreaker {
  state: unknown;
  readonly #now: () => number;
  #buckets = new Map<number, { failures: number; total: number }>();

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  success(state: CircuitState): void {
    if (state === CircuitState.HalfOpen) this.#buckets.clear();
    this.#count(0);
  }

  failure(state: CircuitState): boolean {
    this.#count(1);
    if (state !== CircuitState.Closed) return true;
    let failures = 0;
    let total = 0;
    for (const bucket of this.#buckets.values()) {
      failures += bucket.failures;
      total += bucket.total;
    }
    return total >= LEAST_CALLS && failures >= total * FAILING_SHARE;
  }

  #count(failures: 0 | 1): void {
    const current = Math.floor(this.#now() / BUCKET_MS);
    for (const start of this.#buckets.keys()) {
      if (start <= current - WINDOW_BUCKETS) this.#buckets.delete(start);
    }
    const bucket = this.#buckets.get(current) ?? { failures: 0, total: 0 };
    this.#buckets.set(current, { failures: bucket.failures + failures, total: bucket.total + 1 });
  }
}

/** What the breaker judges a call by. A thrown error is no verdict: it counts neither way. */
export interface Verdict {
  failed: boolean;
}

export class Breaker {
  readonly #circuit: CircuitBreakerPolicy;

  constructor(onState: (state: BreakerState) => void, now?: () => number) {
    this.#circuit = circuitBreaker(
      handleWhenResult((result) => (result as Verdict).failed),
      { breaker: new RecentFailures(now), halfOpenAfter: new IterableBackoff(REST_MS) },
    );
    this.#circuit.onBreak(() => onState('open'));
    this.#circuit.onHalfOpen(() => onState('half_open'));
    this.#circuit.onReset(() => onState('closed'));
  }

  /** Throws BrokenCircuitError without calling `work` while open, and while one call is trying the bureau again. */
  async run<V extends Verdict>(work: () => Promise<V>): Promise<V> {
    // Cockatiel would make the others wait for the trying call; a resident is told at once instead.
    if (this.#circuit.state === CircuitState.HalfOpen) throw new BrokenCircuitError();
    return this.#circuit.execute(work);
  }
}

export { BrokenCircuitError as BreakerOpen };
