import { describe, expect, it } from 'vitest';
import { cityTime, endOfCityDay, formatCityTime, nextCityMidnight } from './city-time.ts';

const at = (iso: string) => Date.parse(iso);

describe('city time', () => {
  it('reads the three ways bureaus write a moment', () => {
    expect(cityTime('2026-11-20 08:31:00.0')).toBe(at('2026-11-20T08:31:00+08:00'));
    expect(cityTime('2026-11-20 08:31:00')).toBe(at('2026-11-20T08:31:00+08:00'));
    expect(cityTime('2026-11-20')).toBe(at('2026-11-20T00:00:00+08:00'));
  });

  it.each([
    '',
    '2026-11-31',
    '2026-13-01',
    '2026-02-29',
    '2026-11-20 24:00:00',
    '20261120',
    '2026-11-20T08:31:00Z',
  ])('knows no moment %j', (text) => {
    expect(cityTime(text)).toBeNull();
  });

  it('writes city time whatever the time zone of the process', () => {
    expect(formatCityTime(at('2026-11-20T16:00:00Z'))).toBe('2026-11-21 00:00:00');
  });

  it('finds the midnight after a moment, also at midnight itself', () => {
    const midnight = at('2026-11-21T00:00:00+08:00');
    expect(nextCityMidnight(midnight - 1)).toBe(midnight);
    expect(nextCityMidnight(midnight)).toBe(midnight + 86_400_000);
  });

  it('ends a day one millisecond before the next', () => {
    expect(endOfCityDay(at('2026-11-20T00:00:00+08:00'))).toBe(at('2026-11-21T00:00:00+08:00') - 1);
  });
});
