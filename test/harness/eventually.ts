const PAUSE_MS = 50;

/**
 * Asks until `ask` gives something other than null, undefined or false, and answers that. A throw counts as "not yet".
 * After `withinMs` it throws, naming `what` and the last reason.
 */
export async function eventually<T>(
  what: string,
  ask: () => Promise<T | null | undefined | false> | T | null | undefined | false,
  withinMs = 15_000,
): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const [answer, reason] = await attempt(ask);
    if (answer !== null && answer !== undefined && answer !== false) return answer;
    if (Date.now() > deadline) throw new Error(`not within ${withinMs} ms: ${what}`, { cause: reason });
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

async function attempt<T>(ask: () => Promise<T> | T): Promise<[T | null, unknown]> {
  try {
    return [await ask(), undefined];
  } catch (error) {
    return [null, error];
  }
}
