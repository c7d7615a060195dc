import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorStatus } from '../../bff/contract/errors.ts';
import { type Answer, ask, type Citizen, type House, startHouse } from '../harness/index.ts';

interface Door {
  method: 'GET' | 'POST' | 'DELETE';
  path: string;
  signedIn: boolean;
  idempotent: boolean;
  hasBody: boolean;
}

interface OpenApi {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
}
interface Operation {
  security?: unknown[];
  parameters?: { name: string; in: string }[];
  requestBody?: unknown;
}

let house: House;
let doors: Door[];
let citizen: Citizen;
beforeAll(async () => {
  house = await startHouse();
  citizen = await house.citizen();
  doors = doorsOf((await ask(`${house.url()}/openapi.json`)).body as OpenApi);
});
afterAll(() => house.stop());

/** Every door that the document names; `{id}` is filled with an id that nobody has. */
function doorsOf(document: OpenApi): Door[] {
  return Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({
      method: method.toUpperCase() as Door['method'],
      path: path
        .replace(/^\/v1/, '')
        .replace(/\{(\w+)\}/g, (_, name) => (name === 'mchid' ? '1900000000' : 'nobodys')),
      signedIn: (operation.security?.length ?? 0) > 0,
      idempotent: (operation.parameters ?? []).some((each) => each.name.toLowerCase() === 'idempotency-key'),
      hasBody: operation.requestBody !== undefined,
    })),
  );
}

function expectRefusal(answer: Answer, where: string, statuses?: readonly number[]): void {
  const { error } = answer.body as {
    error?: { code: keyof typeof errorStatus; message: string; requestId: string };
  };
  expect(error, `${where} answered ${answer.status} without an error body`).toBeDefined();
  if (!error) return;
  expect(errorStatus[error.code], `${where}: ${error.code} is not on the closed list`).toBe(answer.status);
  expect(answer.status, where).toBeLessThan(500);
  expect(error.message, where).toMatch(/[一-龥]{4,}/);
  expect(error.requestId, where).toMatch(/^[\w-]{8,}$/);
  if (statuses) expect(statuses, where).toContain(answer.status);
}

const named = (door: Door) => `${door.method} ${door.path}`;
const phoneDoors = () => doors.filter((door) => !/notify|events/.test(door.path));

describe('what comes in at the front door', () => {
  it('is described by an OpenAPI 3.1 document with every fixed door', async () => {
    const document = (await ask(`${house.url()}/openapi.json`)).body as OpenApi;
    expect(document.openapi).toMatch(/^3\.1/);
    const known = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    for (const fixed of [
      'post /v1/sessions',
      'delete /v1/sessions/current',
      'post /v1/identity/verifications',
      'get /v1/subjects',
      'post /v1/subjects',
      'delete /v1/subjects/{id}',
      'get /v1/home',
      'get /v1/services',
      'get /v1/services/{id}',
      'get /v1/bills',
      'get /v1/bills/{id}',
      'post /v1/bills/scan',
      'post /v1/orders',
      'get /v1/orders',
      'get /v1/orders/{id}',
      'post /v1/orders/{id}/payment',
      'post /v1/orders/{id}/close',
      'get /v1/orders/{id}/receipt',
      'get /v1/messages',
      'post /v1/messages/{id}/read',
      'post /v1/messages/grants',
      'get /v1/privacy-ledger',
    ]) {
      expect(known).toContain(fixed);
    }
  });

  it('without a token gets nobody anywhere', async () => {
    const open = phoneDoors().filter((each) => !each.signedIn);
    expect(open.map(named), 'open to everybody').toEqual(['POST /sessions']);
    for (const door of phoneDoors().filter((each) => each.signedIn)) {
      const answer = await citizen.asks(door.path, {
        method: door.method,
        token: null,
        ...(door.hasBody && { body: {} }),
      });
      expectRefusal(answer, named(door), [401]);
    }
  });

  it('as an unknown field, a wrong type, a list or no JSON at all is refused by name', async () => {
    const bad = [
      { amountFen: 1, openid: 'x', status: 'paid' },
      [],
      'null',
      '{"billIds":',
      '"x"',
      { billIds: { $ne: 1 } },
    ];
    for (const door of phoneDoors().filter((each) => each.hasBody)) {
      for (const body of bad) {
        const answer = await citizen.asks(door.path, { method: door.method, body });
        expectRefusal(answer, `${named(door)} ${JSON.stringify(body)}`, [400, 403, 404]);
      }
    }
  });

  it('as an unknown parameter, a bad cursor or an impossible limit is refused', async () => {
    const bad = [
      '?surprise=1',
      '?cursor=%00',
      '?cursor=%27%20or%201=1',
      '?limit=0',
      '?limit=1e9',
      '?limit=ten',
    ];
    const lists = phoneDoors().filter(
      (door) => door.method === 'GET' && /\/(bills|orders|messages|privacy-ledger|services)$/.test(door.path),
    );
    expect(lists.length).toBeGreaterThan(3);
    for (const door of lists) {
      for (const query of bad)
        expectRefusal(await citizen.asks(door.path + query), named(door) + query, [400]);
    }
  });

  it('as a cursor of somebody’s making is refused, not served from the start', async () => {
    for (const list of ['/orders', '/messages', '/privacy-ledger']) {
      expectRefusal(await citizen.asks(`${list}?cursor=AAAAAAAA`), list, [400]);
    }
  });

  it('under an id that is not hers does not exist', async () => {
    const other = await house.citizen();
    const [fine] = await other.payable();
    if (!fine) throw new Error('she has no fine');
    const order = await other.places([fine]);
    const strange = [
      await citizen.asks(`/bills/${fine.id}`),
      await citizen.asks(`/orders/${order.id}`),
      await citizen.asks(`/orders/${order.id}/receipt`),
      await citizen.asks('/orders', { method: 'POST', body: { billIds: [fine.id] } }),
      await citizen.asks(`/orders/${order.id}/payment`, { method: 'POST', body: {} }),
      await citizen.asks(`/orders/${order.id}/close`, { method: 'POST', body: {} }),
      await citizen.asks('/bills/nobodys'),
    ];
    for (const [at, answer] of strange.entries()) expectRefusal(answer, `strange id ${at}`, [404]);
    expect(await other.order(order.id)).toMatchObject({ status: 'unpaid' });
  });

  it('too large is refused as such', async () => {
    const answer = await citizen.asks('/orders', {
      method: 'POST',
      body: { billIds: ['x'.repeat(200_000)] },
    });
    expectRefusal(answer, 'a large body', [413]);
  });

  it('without an Idempotency-Key, or with a bad one, or with one of another body, is refused', async () => {
    const marked = phoneDoors().filter((door) => door.idempotent);
    expect(marked.map(named)).toContain('POST /orders');
    for (const door of marked) {
      const without = await citizen.asks(door.path, { method: 'POST', body: {}, key: null });
      expectRefusal(without, named(door), [400]);
      expect(without.body).toMatchObject({ error: { code: 'idempotency_key_required' } });
      const bad = await citizen.asks(door.path, {
        method: 'POST',
        body: {},
        key: 'ü'
          .repeat(3)
          .normalize('NFD')
          .replace(/[^\x20-\x7e]/g, ' '),
      });
      expectRefusal(bad, named(door), [400]);
    }
    const [first, second] = await citizen.payable();
    await citizen.asks('/orders', {
      method: 'POST',
      body: { billIds: [first?.id] },
      key: 'the-same-key-0001',
    });
    const reused = await citizen.asks('/orders', {
      method: 'POST',
      body: { billIds: [second?.id] },
      key: 'the-same-key-0001',
    });
    expect(reused).toMatchObject({ status: 409, body: { error: { code: 'idempotency_key_reused' } } });
    expect(await citizen.orders()).toHaveLength(1);
  });

  it('to nowhere, or by a method that is not served, is told so in the same words', async () => {
    expectRefusal(await citizen.asks('/nowhere'), 'nowhere', [404]);
    expectRefusal(await citizen.asks('/home', { method: 'PUT', body: {} }), 'PUT /home', [404]);
  });
});
