import type { SuiteResult } from './vitest.ts';

export interface Summary {
  /** For people; the last is `N passed, N failed`. */
  lines: string[];
  failed: number;
}

/** @param strict a skip is a failure (`CI=true`) */
export function summarize(results: readonly SuiteResult[], strict: boolean): Summary {
  const lines = results.flatMap((result) => [lineOf(result), ...skippedTestLines(result)]);
  const skips = results.reduce((sum, each) => sum + skipsOf(each), 0);
  if (strict && skips > 0) lines.push(`CI=true: what was skipped counts as failed (${skips})`);
  const passed = results.reduce((sum, each) => sum + (each.passed ?? 0), 0);
  const failed = results.reduce((sum, each) => sum + (each.failed ?? 0), 0) + (strict ? skips : 0);
  return { lines: [...lines, `${passed} passed, ${failed} failed`], failed };
}

function lineOf({ title, skipped, passed = 0, failed = 0, tookMs = 0 }: SuiteResult): string {
  if (skipped !== undefined) return `${title}: skipped, ${skipped}`;
  return `${title}: ${passed} tests passed, ${failed} failed, in ${(tookMs / 1000).toFixed(1)} s`;
}

const skippedTestLines = (result: SuiteResult) =>
  (result.skippedTests ?? []).map((name) => `  skipped: ${name}`);

const skipsOf = (result: SuiteResult) =>
  (result.skipped === undefined ? 0 : 1) + (result.skippedTests?.length ?? 0);
