import type { Middleware } from 'koa';
import { z } from 'zod';
import { AppError } from '../platform/app-error.ts';
import type { DoorContext, DoorState, SignedIn } from './context.ts';
import { checkedBytes } from './written.ts';

/** What a door asks and answers. `null` response = 204. Unknown fields are refused: use strict objects. */
export interface Shapes<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType> {
  params?: P;
  query?: Q;
  body?: B;
  response: R | null;
  status?: 200 | 201 | 202;
}

/** What a handler is given: checked input and who asks. */
export interface Asked<P, Q, B> {
  params: P;
  query: Q;
  body: B;
  requestId: string;
  /** Throws `unauthenticated` on a door without `citizen(level)`. */
  citizen: SignedIn;
  idempotencyKey: string | undefined;
  ctx: DoorContext;
}

/** Doors carry what they know, so that OpenAPI is read off the real router and cannot drift. */
export const DOOR = Symbol('door');
export interface DoorFacts {
  shapes?: Shapes<z.ZodType, z.ZodType, z.ZodType, z.ZodType>;
  level?: string;
  idempotent?: boolean;
}
export type Door = Middleware<DoorState> & { [DOOR]?: DoorFacts };

const Empty = z.strictObject({});

/**
 * The last door: checks params, query and body, runs the handler, checks its answer and sends it.
 * A bad question is `invalid_request` naming the field; a bad answer is our fault and never leaves the house.
 */
export function guard<
  R extends z.ZodType,
  P extends z.ZodType = typeof Empty,
  Q extends z.ZodType = typeof Empty,
  B extends z.ZodType = typeof Empty,
>(
  shapes: Shapes<P, Q, B, R>,
  handler: (asked: Asked<z.output<P>, z.output<Q>, z.output<B>>) => Promise<z.input<R> | null>,
): Door {
  const door: Door = async (ctx) => {
    const { request, params } = ctx as typeof ctx & { params: unknown; request: { body?: unknown } };
    const asked = {
      params: check(shapes.params ?? Empty, params, 'path') as z.output<P>,
      query: check(shapes.query ?? Empty, { ...ctx.query }, 'query') as z.output<Q>,
      body: check(shapes.body ?? Empty, request.body ?? {}, 'body') as z.output<B>,
      requestId: ctx.state.requestId,
      get citizen() {
        if (!ctx.state.signedIn) throw new AppError('unauthenticated');
        return ctx.state.signedIn;
      },
      idempotencyKey: ctx.state.idempotencyKey,
      ctx,
    };
    const answer = await handler(asked);
    if (shapes.response === null) {
      ctx.status = 204;
      return;
    }
    ctx.status = shapes.status ?? 200;
    if (ctx.method !== 'GET') {
      ctx.body = shapes.response.parse(answer);
      return;
    }
    ctx.res.setHeader('Content-Type', 'application/json; charset=utf-8');
    ctx.body = checkedBytes(shapes.response, answer);
  };
  door[DOOR] = { shapes: shapes as unknown as NonNullable<DoorFacts['shapes']> };
  return door;
}

function check<S extends z.ZodType>(schema: S, value: unknown, where: string): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issues = result.error.issues.slice(0, 5).map((issue) => ({
    field: [where, ...issue.path.map(String)].join('.'),
    problem: issue.code,
  }));
  throw new AppError('invalid_request', { details: { issues } });
}
