import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ErrorBody } from '../contract/common.ts';
import { guard } from './guard.ts';
import { documentOf } from './openapi.ts';
import { type DoorApp, openDoorApp } from './testing/door-app.ts';

let app: DoorApp;
beforeAll(async () => {
  app = await openDoorApp((router, { citizen, limit }) => {
    const Said = z.strictObject({ said: z.string().max(10) });
    router.get(
      '/open',
      guard({ response: Said }, async () => ({ said: 'open' })),
    );
    router.get(
      '/mine/:id',
      citizen('L1'),
      guard({ params: z.strictObject({ id: z.string() }), response: Said }, async ({ citizen: who }) => ({
        said: who.citizenId,
      })),
    );
    router.get(
      '/high',
      citizen('L3'),
      guard({ response: Said }, async () => ({ said: 'high' })),
    );
    router.post(
      '/say',
      citizen('L1'),
      guard({ body: Said, response: Said, status: 201 }, async ({ body }) => body),
    );
    router.get(
      '/few',
      citizen('L1'),
      limit('few', { most: 3, windowMs: 60_000 }),
      guard({ response: Said }, async () => ({ said: 'few' })),
    );
    router.get(
      '/wrong',
      guard({ response: Said }, async () => ({ said: 'longer than ten' })),
    );
    router.get(
      '/broken',
      guard({ response: Said }, async () => Promise.reject(new Error('secret of 13812345678'))),
    );
    router.delete(
      '/say',
      citizen('L1'),
      guard({ response: null }, async () => null),
    );
  });
});
afterAll(() => app.close());

describe('every answer', () => {
  test('carries a request id: the sane one that came, else one of ours', async () => {
    const sane = await app.ask('/v1/open', { headers: { 'x-request-id': 'phone-1234' } });
    expect(sane.headers.get('x-request-id')).toBe('phone-1234');
    for (const insane of ['short', 'a b c d e f g h', 'x'.repeat(65)]) {
      const { headers } = await app.ask('/v1/open', { headers: { 'x-request-id': insane } });
      expect(headers.get('x-request-id')).toMatch(/^[0-9A-Z]{26}$/);
    }
  });

  test('is kept by nobody, sniffed by nobody, framed by nobody', async () => {
    for (const path of ['/v1/open', '/v1/nowhere']) {
      const { headers } = await app.ask(path);
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).toBe('DENY');
    }
  });

  test('is logged in one line that names the route, not the address', async () => {
    const token = app.signIn();
    const { headers } = await app.ask('/v1/mine/SECRET-ID', { token });
    const lines = app.lines.filter((line) => line.includes(headers.get('x-request-id') ?? 'none'));
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ route: '/v1/mine/:id', status: 200, citizenId: 'C1' });
    expect(lines[0]).not.toContain('SECRET-ID');
    expect(await app.metrics.metrics()).toContain('route="/v1/mine/:id"');
  });
});

describe('a refusal', () => {
  const cases: [string, string, RequestInit & { token?: string }, number, string][] = [
    ['nowhere', '/v1/nowhere', {}, 404, 'not_found'],
    ['a wrong method', '/v1/open', { method: 'PUT' }, 404, 'not_found'],
    ['an unknown query', '/v1/open?debug=1', {}, 400, 'invalid_request'],
    ['no session', '/v1/mine/1', {}, 401, 'unauthenticated'],
    ['a forged session', '/v1/mine/1', { token: 'x'.repeat(43) }, 401, 'unauthenticated'],
    ['an odd session', '/v1/mine/1', { headers: { authorization: 'Basic eDp5' } }, 401, 'unauthenticated'],
    ['an answer of ours that is wrong', '/v1/wrong', {}, 500, 'internal'],
    ['a fault of ours', '/v1/broken', {}, 500, 'internal'],
  ];
  test.each(cases)(
    'of %s has a code of the closed list and Chinese words',
    async (_, path, init, status, code) => {
      const reply = await app.ask(path, init);
      expect(reply.status).toBe(status);
      const { error } = ErrorBody.parse(reply.body);
      expect(error.code).toBe(code);
      expect(error.message).toMatch(/[一-龥]{4,}/);
      expect(error.requestId).toBe(reply.headers.get('x-request-id'));
    },
  );

  test('of a fault tells nothing of it, here or in the log a person', async () => {
    const reply = await app.ask('/v1/broken');
    expect(JSON.stringify(reply.body)).not.toMatch(/secret|138|Error/);
    expect(app.lines.join('')).toContain('request failed unexpectedly');
    expect(app.lines.join('')).not.toContain('13812345678');
  });

  test('of a level says which, and how to get there', async () => {
    const reply = await app.ask('/v1/high', { token: app.signIn('L2') });
    expect(reply).toMatchObject({
      status: 403,
      body: { error: { code: 'level_required', details: { level: 'L3' } } },
    });
    expect((await app.ask('/v1/high', { token: app.signIn('L3') })).status).toBe(200);
  });

  test('of too many says when to come back, to her alone', async () => {
    const token = app.signIn('L1', 'C-busy');
    for (let i = 0; i < 3; i += 1) expect((await app.ask('/v1/few', { token })).status).toBe(200);
    const reply = await app.ask('/v1/few', { token });
    expect(reply).toMatchObject({ status: 429, body: { error: { code: 'rate_limited' } } });
    expect(Number(reply.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await app.ask('/v1/few', { token: app.signIn('L1', 'C-calm') })).status).toBe(200);
    app.clock.advance(60_000);
    expect((await app.ask('/v1/few', { token })).status).toBe(200);
  });
});

describe('a body', () => {
  const say = (body: RequestInit['body'], headers: Record<string, string> = {}) =>
    app.ask('/v1/say', { method: 'POST', token: app.signIn(), body: body ?? null, headers });

  test('that is right is heard', async () => {
    expect(await say('{"said":"好"}')).toMatchObject({ status: 201, body: { said: '好' } });
    const spelled = await say('{"said":"ok"}', { 'content-type': 'application/json; charset=UTF-8' });
    expect(spelled.status).toBe(201);
  });

  test.each([
    ['no JSON', '{"said":', {}],
    ['another type', 'said=1', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['another charset', '{"said":"x"}', { 'content-type': 'application/json; charset=gbk' }],
    ['compressed', '{"said":"x"}', { 'content-encoding': 'gzip' }],
    ['bad UTF-8', new Uint8Array([0x22, 0xff, 0xfe, 0x22]), {}],
    ['a list', '[]', {}],
    ['null', 'null', {}],
    ['an unknown field', '{"said":"x","role":"admin"}', {}],
    ['a prototype', '{"said":"x","__proto__":{"level":"L3"}}', {}],
    ['too long a text', '{"said":"12345678901"}', {}],
    ['nothing', '', {}],
  ])('with %s is invalid_request', async (_, body, headers) => {
    expect(await say(body, headers)).toMatchObject({
      status: 400,
      body: { error: { code: 'invalid_request' } },
    });
  });

  test('that is too large is refused, announced or not', async () => {
    const large = JSON.stringify({ said: 'x'.repeat(65_536) });
    expect(await say(large)).toMatchObject({ status: 413, body: { error: { code: 'body_too_large' } } });
    const stream = new Blob([large]).stream();
    const chunked = await fetch(`${app.url}/v1/say`, {
      method: 'POST',
      body: stream,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${app.signIn()}` },
      duplex: 'half',
    } as RequestInit);
    expect(chunked.status).toBe(413);
    expect((await app.ask('/v1/open')).status).toBe(200);
  });

  test('that is not sent whole hurts nobody', async () => {
    const { port } = new URL(app.url);
    await new Promise<void>((done) => {
      const socket = connect(Number(port), '127.0.0.1', () => {
        socket.write(
          'POST /v1/say HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 20\r\n\r\n{"sa',
        );
        setTimeout(() => socket.destroy(), 20);
      });
      socket.on('close', () => done());
    });
    expect((await app.ask('/v1/open')).status).toBe(200);
  });

  test('may be absent where none is asked for', async () => {
    expect((await app.ask('/v1/say', { method: 'DELETE', token: app.signIn() })).status).toBe(204);
  });
});

test('what is no HTTP at all is answered in the same words', async () => {
  const { port } = new URL(app.url);
  const answer = await new Promise<string>((done) => {
    let heard = '';
    const socket = connect(Number(port), '127.0.0.1', () => socket.write('HELLO?\r\n\r\n'));
    socket.on('data', (bytes) => {
      heard += bytes;
    });
    socket.on('close', () => done(heard));
  });
  expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  expect(answer).toContain('"code":"invalid_request"');
});

test('the description is read off the doors: security, bodies, refusals', () => {
  const { paths = {}, openapi } = documentOf(app.router);
  expect(openapi).toBe('3.1.0');
  expect(Object.keys(paths)).toContain('/v1/mine/{id}');
  expect(paths['/v1/say']?.post).toMatchObject({
    security: [{ session: [] }],
    requestBody: { required: true },
    responses: { '201': {}, '401': {}, '413': {} },
  });
  expect(paths['/v1/open']?.get).not.toHaveProperty('security');
  expect(paths['/v1/say']?.delete?.responses).toHaveProperty('204');
});
