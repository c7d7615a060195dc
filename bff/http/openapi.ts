import type { Middleware } from 'koa';
import type Router from 'koa-router';
import type { z } from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import { ErrorBody } from '../contract/common.ts';
import { type ErrorCode, errorStatus } from '../contract/errors.ts';
import { DOOR, type Door, type DoorFacts } from './guard.ts';

/** `GET /openapi.json`: OpenAPI 3.1, read off the doors of the real router, so that it cannot drift. */
export function describeApi(router: Router): Middleware {
  let text: string | undefined;
  return async (ctx, next) => {
    if (ctx.path !== '/openapi.json' || ctx.method !== 'GET') return next();
    text ??= JSON.stringify(documentOf(router));
    ctx.type = 'application/json';
    ctx.set('Cache-Control', 'no-cache');
    ctx.body = text;
  };
}

export function documentOf(router: Router) {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const layer of router.stack) {
    const facts = factsOf(layer.stack as Door[]);
    if (!facts.shapes) continue;
    const path = String(layer.path).replace(/:(\w+)/g, '{$1}');
    for (const method of layer.methods.filter((each) => each !== 'HEAD')) {
      paths[path] = { ...paths[path], [method.toLowerCase()]: operationOf(facts, facts.shapes) };
    }
  }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: '一机通',
      version: '1',
      description:
        'One front door for a city. Money in integer fen, times in RFC 3339 with offset, errors from a closed list.',
    },
    paths: paths as ZodOpenApiPathsObject,
    components: { securitySchemes: { session: { type: 'http', scheme: 'bearer' } } },
  });
}

type Shapes = NonNullable<DoorFacts['shapes']>;

/** All doors of a route together. */
function factsOf(stack: readonly Door[]): DoorFacts {
  return Object.assign({}, ...stack.map((door) => door[DOOR] ?? {}));
}

function operationOf(facts: DoorFacts, shapes: Shapes): ZodOpenApiOperationObject {
  const { params, query, body, response, status = 200 } = shapes;
  const key = {
    name: 'Idempotency-Key',
    in: 'header' as const,
    required: true,
    schema: { type: 'string' as const, pattern: '^[0-9A-Za-z_.:-]{1,255}$' },
  };
  return {
    ...(facts.level && { security: [{ session: [] }], description: `Level ${facts.level} or higher.` }),
    ...(facts.idempotent && { parameters: [key] }),
    requestParams: {
      ...(params && { path: params as z.ZodObject }),
      ...(query && { query: query as z.ZodObject }),
    },
    ...(body && { requestBody: { required: true, content: { 'application/json': { schema: body } } } }),
    responses: {
      ...(response === null
        ? { '204': { description: 'Done' } }
        : {
            [`${status}`]: { description: 'Answer', content: { 'application/json': { schema: response } } },
          }),
      ...refusals(facts, shapes),
    },
  };
}

/** Which codes a door can answer by itself; rooms add 404, 409 and 503 of their own. */
function refusals(facts: DoorFacts, { params, body }: Shapes): ZodOpenApiOperationObject['responses'] {
  const codes: ErrorCode[] = ['invalid_request', 'rate_limited', 'internal'];
  if (facts.level) codes.push('unauthenticated');
  if (facts.level && facts.level !== 'L1') codes.push('level_required');
  if (params) codes.push('not_found');
  if (body) codes.push('body_too_large', 'unsupported_code', 'state_conflict', 'bureau_unavailable');
  if (facts.idempotent)
    codes.push('idempotency_key_required', 'request_in_progress', 'idempotency_key_reused');
  const byStatus = Map.groupBy(codes, (code) => errorStatus[code]);
  return Object.fromEntries(
    [...byStatus].map(([status, names]) => [
      `${status}`,
      { description: names.join(', '), content: { 'application/json': { schema: ErrorBody } } },
    ]),
  );
}
