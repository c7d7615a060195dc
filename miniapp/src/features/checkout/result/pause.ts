const FIRST_MS = 1_000;
const GROWTH = 1.6;
const LAST_MS = 15_000;

/** Pause before the nth question about an order: from one second, growing, to a quarter of a minute. */
export const pauseBefore = (n: number): number => Math.min(LAST_MS, Math.round(FIRST_MS * GROWTH ** n));
