import { expect, it } from 'vitest';
import { Bulkhead, BulkheadFull } from './bulkhead.ts';

const never = new AbortController().signal;

function gate() {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { work: () => promise, open: resolve };
}

it('lets so many in, so many wait, and refuses the rest at once', async () => {
  const bulkhead = new Bulkhead({ concurrent: 1, queued: 1 });
  const first = gate();
  const inside = bulkhead.run(never, first.work);
  const waiting = bulkhead.run(never, async () => 'waited');
  await expect(bulkhead.run(never, async () => 'third')).rejects.toThrow(BulkheadFull);
  first.open();
  await inside;
  expect(await waiting).toBe('waited');
  expect(await bulkhead.run(never, async () => 'room again')).toBe('room again');
});

it('lets go of one who waits when its time is up, and gives the place to the next', async () => {
  const bulkhead = new Bulkhead({ concurrent: 1, queued: 1 });
  const first = gate();
  const inside = bulkhead.run(never, first.work);
  const patience = new AbortController();
  let ran = false;
  const waiting = bulkhead.run(patience.signal, async () => {
    ran = true;
  });
  patience.abort(new Error('time is up'));
  await expect(waiting).rejects.toThrow('time is up');
  const next = bulkhead.run(never, async () => 'next');
  first.open();
  await inside;
  expect(await next).toBe('next');
  expect(ran).toBe(false);
});

it('frees the place of work that fails', async () => {
  const bulkhead = new Bulkhead({ concurrent: 1, queued: 0 });
  await expect(bulkhead.run(never, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(await bulkhead.run(never, async () => 'fine')).toBe('fine');
});
