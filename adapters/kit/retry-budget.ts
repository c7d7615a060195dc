const SHARE = 0.1;
const MOST_SAVED = 10;

/** Repeats may be at most a tenth of the calls, so that a struggling bureau is not asked twice as often. */
export class RetryBudget {
  // One to begin with, so that the first call of the day may be repeated too.
  #saved = 1;

  /** A first call was made. */
  earn(): void {
    this.#saved = Math.min(MOST_SAVED, this.#saved + SHARE);
  }

  /** May one be repeated? Spends when it may. */
  spend(): boolean {
    if (this.#saved < 1) return false;
    this.#saved -= 1;
    return true;
  }
}
