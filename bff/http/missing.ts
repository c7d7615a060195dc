import type { Middleware } from 'koa';
import type Router from 'koa-router';
import { AppError } from '../platform/app-error.ts';
import type { DoorState } from './context.ts';

/** Behind all routes: an address that nobody serves, or not by this method; `Allow` says what it does know. */
export function missing(): Middleware<DoorState> {
  return (ctx) => {
    const layers = (ctx as { matched?: Router.Layer[] }).matched ?? [];
    const methods = [...new Set(layers.flatMap((layer) => layer.methods))];
    // The closed list of codes has no word for a wrong method: for the resident there is simply nothing here.
    if (methods.length > 0) ctx.set('Allow', methods.join(', '));
    throw new AppError('not_found');
  };
}
