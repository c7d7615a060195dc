import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { bodyOf } from './body.ts';
import type { City, Counterpart, FaultKind } from './city.ts';
import { struck } from './strike.ts';
import { openTrial, type Trial } from './trial.ts';

/** A counter that counts what was really done, and in which order. */
const done: string[] = [];

const counter = (city: City): Counterpart => ({
  service: 'counter',
  routes: (router) => {
    router.post(
      '/count',
      struck(city, 'counter', 'count', async (ctx, played) => {
        const word = (await bodyOf(ctx)).toString();
        done.push(word);
        ctx.set('x-count', String(done.length));
        ctx.body = played ? `played ${played.kind}` : `counted ${word}`;
      }),
    );
  },
  state: () => ({}),
  open: () => {},
  handover: () => ({ env: {} }),
});

let trial: Trial;

beforeAll(async () => {
  trial = await openTrial({ makers: [counter] });
});
afterAll(() => trial.stop());
afterEach(async () => {
  await trial.control('DELETE', '/faults');
  done.length = 0;
});

const broken = (kind: FaultKind, more: object = {}) =>
  trial.control('POST', '/faults', { service: 'counter', kind, times: 1, ...more });

async function count(word: string, init: RequestInit = {}) {
  const response = await fetch(`${trial.url}/count`, { method: 'POST', body: word, ...init });
  return { status: response.status, text: await response.text(), count: response.headers.get('x-count') };
}

test('without a fault the work is done once and answered', async () => {
  expect(await count('a')).toEqual({ status: 200, text: 'counted a', count: '1' });
});

test('slow answers after the delay', async () => {
  await broken('slow', { delayMs: 80 });
  const before = performance.now();
  expect((await count('a')).text).toBe('counted a');
  expect(performance.now() - before).toBeGreaterThanOrEqual(75);
});

test('slow beyond the caller’s own deadline does nothing and answers nothing', async () => {
  await broken('slow', { delayMs: 60 });
  await expect(count('a', { headers: { 'x-deadline-ms': '20' } })).rejects.toThrow();
  expect(done).toEqual([]);
});

test('slow, and the caller hangs up: nothing is done when it had said how long it waits, else it is done', async () => {
  const impatient = (headers: Record<string, string>) =>
    expect(count('a', { headers, signal: AbortSignal.timeout(30) })).rejects.toThrow();
  await broken('slow', { delayMs: 100 });
  await impatient({ 'x-deadline-ms': '5000' });
  await broken('slow', { delayMs: 100 });
  await impatient({});
  await vi.waitUntil(() => done.length > 0);
  expect(done).toEqual(['a']);
});

test('hang answers nothing, and nothing is done', async () => {
  await broken('hang', { delayMs: 50 });
  await expect(count('a')).rejects.toThrow();
  expect(done).toEqual([]);
});

test('hang without a delay lasts until the caller gives up', async () => {
  await broken('hang');
  await expect(count('a', { signal: AbortSignal.timeout(60) })).rejects.toThrow(/abort|timeout/i);
  expect(done).toEqual([]);
});

test('refuse breaks the connection before anything is done', async () => {
  await broken('refuse');
  await expect(count('a')).rejects.toThrow();
  expect(done).toEqual([]);
});

test('http_500 answers 500 before anything is done', async () => {
  await broken('http_500');
  expect(await count('a')).toMatchObject({ status: 500 });
  expect(done).toEqual([]);
});

test('garbage is not what the protocol promises, and follows from the seed', async () => {
  await broken('garbage');
  const { text } = await count('a');
  expect(text).not.toContain('counted');
  expect(text.length).toBeGreaterThan(0);
  expect(done).toEqual([]);
});

test('lost_reply does the work and breaks the connection', async () => {
  await broken('lost_reply');
  await expect(count('a')).rejects.toThrow();
  expect(done).toEqual(['a']);
});

test('duplicate does the work twice and shows the first answer', async () => {
  await broken('duplicate');
  expect(await count('a')).toEqual({ status: 200, text: 'counted a', count: '1' });
  expect(done).toEqual(['a', 'a']);
});

test('reorder lets a later request overtake', async () => {
  await broken('reorder');
  const first = count('first');
  // The second is sent only when the first one has taken its place in the line.
  while (((await trial.control('GET', '/faults')).body as { faults: unknown[] }).faults.length > 0);
  await count('second');
  expect((await first).text).toBe('counted first');
  expect(done).toEqual(['second', 'first']);
});

test('reorder with nobody to overtake goes on after its delay', async () => {
  await broken('reorder', { delayMs: 30 });
  expect((await count('alone')).text).toBe('counted alone');
});

test('wrong_signature is left to the counterpart', async () => {
  await broken('wrong_signature');
  expect((await count('a')).text).toBe('played wrong_signature');
});

test('a counted fault is gone after its last strike', async () => {
  await broken('http_500', { times: 2 });
  expect([(await count('a')).status, (await count('b')).status, (await count('c')).status]).toEqual([
    500, 500, 200,
  ]);
});
