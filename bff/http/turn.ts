import type { Middleware } from 'koa';
import type { DoorState } from './context.ts';

let end: Promise<void> | null = null;

/**
 * The end of this turn of the event loop: one moment for everybody who waits in it. Answers that leave together wake
 * whoever reads them once instead of each time, and under load that costs more than all else a door does
 * (docs/decisions/0005). An answer that is alone waits for nothing but what has already arrived.
 */
export function endOfTurn(): Promise<void> {
  end ??= new Promise((done) => {
    setImmediate(() => {
      end = null;
      done();
    });
  });
  return end;
}

/** Outermost: what every door answers leaves with the others of its turn. */
export const answerTogether: Middleware<DoorState> = async (_, next) => {
  await next();
  await endOfTurn();
};
