import { expect, test } from 'vitest';
import { summarize } from './summary.ts';

const ran = { title: 'unit', passed: 7, failed: 0, tookMs: 1500, skippedTests: [] };
const skipped = { title: 'H5 in Chromium', skipped: 'no Chromium found' };

test('the last line sums up every suite that ran', () => {
  const { lines, failed } = summarize(
    [ran, { ...ran, title: 'journeys on SQLite', passed: 2, failed: 3 }],
    false,
  );
  expect(lines.at(-1)).toBe('9 passed, 3 failed');
  expect(lines[0]).toBe('unit: 7 tests passed, 0 failed, in 1.5 s');
  expect(failed).toBe(3);
});

test('a suite that cannot run is named with its reason, and fails only where everything must run', () => {
  expect(summarize([ran, skipped], false).lines).toContain('H5 in Chromium: skipped, no Chromium found');
  expect(summarize([ran, skipped], false).failed).toBe(0);
  expect(summarize([ran, skipped], true).lines.at(-1)).toBe('7 passed, 1 failed');
});

test('a test that skips itself is named too', () => {
  const { lines, failed } = summarize([{ ...ran, skippedTests: ['pays by scan'] }], true);
  expect(lines).toContain('  skipped: pays by scan');
  expect(failed).toBe(1);
});
