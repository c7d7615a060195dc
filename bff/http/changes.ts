import type { Middleware } from 'koa';
import type { DoorState } from './context.ts';

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** After a request by which a resident may have changed something: whatever came of it, `changed` is told before she hears. */
export function afterChanges(changed: (citizenId: string) => Promise<void>): Middleware<DoorState> {
  const telling: Middleware<DoorState> = async (ctx, next) => {
    try {
      await next();
    } finally {
      if (ctx.state.signedIn) await changed(ctx.state.signedIn.citizenId);
    }
  };
  return (ctx, next) => (READS.has(ctx.method) ? next() : telling(ctx, next));
}
