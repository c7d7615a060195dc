import type { Counterpart } from './city.ts';
import { log } from './log.ts';

/** One round does what is due everywhere; a counterpart still busy from the last round is left alone. */
export function roundsOf(counterparts: readonly Counterpart[]): () => void {
  const busy = new Set<Counterpart>();
  const visit = async (each: Counterpart) => {
    if (!each.due || busy.has(each)) return;
    busy.add(each);
    try {
      await each.due();
    } catch (error) {
      log.error({ err: error, service: each.service }, 'a due job failed');
    } finally {
      busy.delete(each);
    }
  };
  return () => {
    for (const each of counterparts) void visit(each);
  };
}
