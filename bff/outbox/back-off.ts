/**
 * Milliseconds to wait after the `attempt`-th try (1, 2, 3 …): doubling from `firstMs` up to `longestMs`, spread by ±20 %
 * so that what failed together does not come back together.
 */
export function backOff(attempt: number, firstMs: number, longestMs: number, random: () => number): number {
  const grown = Math.min(longestMs, firstMs * 2 ** Math.min(attempt - 1, 30));
  return Math.round(grown * (0.8 + 0.4 * random()));
}
