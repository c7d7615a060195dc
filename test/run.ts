import { openSuites } from './runner/suites.ts';
import { summarize } from './runner/summary.ts';
import { runSuite, type SuiteResult } from './runner/vitest.ts';

// `npm test`. Ends with `N passed, N failed` alone on its line. Words name suites; --full adds the long matrices.
const words = process.argv.slice(2);
const full = words.includes('--full') || process.env.FULL === '1';
const names = words.filter((word) => word !== '--full');
const strict = process.env.CI === 'true';
const results: SuiteResult[] = [];
for await (const suite of openSuites(names, full)) {
  process.stdout.write(`\n── ${suite.title}\n`);
  const result = 'skip' in suite ? { title: suite.title, skipped: suite.skip } : await runSuite(suite);
  results.push(result);
}
const summary = summarize(results, strict);
process.stdout.write(`\n${summary.lines.join('\n')}\n`);
process.exitCode = summary.failed > 0 ? 1 : 0;
