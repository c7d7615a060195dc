/** How long a caller will still wait, on a clock that nobody can set. */
export interface Deadline {
  signal: AbortSignal;
  /** Whole milliseconds left, never below zero. */
  leftMs(): number;
  /** Settles like `work`, or rejects with the signal's reason once the time is up. */
  race<T>(work: Promise<T>): Promise<T>;
}

/** A deadline `budgetMs` from now. */
export function deadlineIn(budgetMs: number): Deadline {
  const ms = Math.max(0, Math.floor(budgetMs));
  const end = performance.now() + ms;
  const signal = ms === 0 ? AbortSignal.abort(new Error('no time left')) : AbortSignal.timeout(ms);
  return {
    signal,
    leftMs: () => Math.max(0, Math.floor(end - performance.now())),
    race: (work) => race(work, signal),
  };
}

function race<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const expire = () => reject(signal.reason);
    if (signal.aborted) expire();
    signal.addEventListener('abort', expire, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', expire));
  });
}
