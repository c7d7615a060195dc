import { CircuitState } from 'cockatiel';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Breaker, BreakerOpen, RecentFailures } from './breaker.ts';

afterEach(() => {
  vi.useRealTimers();
});

describe('RecentFailures', () => {
  function counted(outcomes: readonly boolean[], now: { ms: number } = { ms: 0 }) {
    const recent = new RecentFailures(() => now.ms);
    const opened = outcomes.map((failed) => {
      if (failed) return recent.failure(CircuitState.Closed);
      recent.success(CircuitState.Closed);
      return false;
    });
    return { recent, opened };
  }

  it('opens at half of twenty calls', () => {
    const { opened } = counted([...Array(10).fill(false), ...Array(10).fill(true)]);
    expect(opened.indexOf(true)).toBe(19);
  });

  it('stays closed below twenty calls, however many fail', () => {
    expect(counted(Array(19).fill(true)).opened).not.toContain(true);
  });

  it('stays closed while fewer than half fail', () => {
    expect(counted([...Array(60).fill(false), ...Array(40).fill(true)]).opened).not.toContain(true);
  });

  it('forgets failures after ten seconds even when nobody called meanwhile', () => {
    const now = { ms: 0 };
    const { recent } = counted(Array(19).fill(true), now);
    now.ms = 11_000;
    expect(recent.failure(CircuitState.Closed)).toBe(false);
  });
});

describe('Breaker', () => {
  const fails = async () => ({ failed: true });
  const works = async () => ({ failed: false });

  async function broken() {
    vi.useFakeTimers({ toFake: ['Date'] });
    const states: string[] = [];
    const breaker = new Breaker((state) => states.push(state));
    for (let call = 0; call < 20; call += 1) await breaker.run(fails);
    return { breaker, states };
  }

  it('refuses without calling once open', async () => {
    const { breaker, states } = await broken();
    const called = vi.fn(works);
    await expect(breaker.run(called)).rejects.toThrow(BreakerOpen);
    expect(called).not.toHaveBeenCalled();
    expect(states).toEqual(['open']);
  });

  it('lets one call try after five seconds, refuses others meanwhile, and closes when it works', async () => {
    const { breaker, states } = await broken();
    vi.setSystemTime(Date.now() + 5_001);
    const trying = Promise.withResolvers<{ failed: boolean }>();
    const probe = breaker.run(() => trying.promise);
    await expect(breaker.run(works)).rejects.toThrow(BreakerOpen);
    trying.resolve({ failed: false });
    await probe;
    await breaker.run(works);
    expect(states).toEqual(['open', 'half_open', 'closed']);
  });

  it('rests longer after a try that failed', async () => {
    const { breaker, states } = await broken();
    vi.setSystemTime(Date.now() + 5_001);
    await breaker.run(fails);
    vi.setSystemTime(Date.now() + 5_001);
    await expect(breaker.run(works)).rejects.toThrow(BreakerOpen);
    vi.setSystemTime(Date.now() + 5_001);
    await breaker.run(works);
    expect(states).toEqual(['open', 'half_open', 'open', 'half_open', 'closed']);
  });

  it('takes a thrown error for no verdict', async () => {
    const breaker = new Breaker(() => undefined);
    for (let call = 0; call < 40; call += 1) {
      await expect(breaker.run(() => Promise.reject(new Error('our own fault')))).rejects.toThrow('our own');
    }
    expect(await breaker.run(works)).toEqual({ failed: false });
  });
});
