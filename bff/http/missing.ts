import type { Context, Middleware } from 'koa';
import type Router from 'koa-router';
import { AppError } from '../platform/app-error.ts';
import type { DoorState } from './context.ts';
import { refuse } from './errors.ts';

/** Behind all routes: an address that nobody serves is 404, a method that it does not know is 405 with what it does know. */
export function missing(): Middleware<DoorState> {
  return (ctx) => {
    const layers = (ctx as { matched?: Router.Layer[] }).matched ?? [];
    const methods = [...new Set(layers.flatMap((layer) => layer.methods))];
    if (methods.length === 0) throw new AppError('not_found');
    ctx.set('Allow', methods.join(', '));
    const error = new AppError('invalid_request', {
      details: { issues: [{ field: 'method', problem: 'not allowed' }] },
    });
    refuse(ctx as unknown as Context, error, 405);
  };
}
