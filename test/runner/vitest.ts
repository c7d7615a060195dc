import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../harness/root.ts';

/** Projects of vitest.config.ts, run together under one name. */
export interface Suite {
  title: string;
  projects: readonly string[];
  env: Readonly<Record<string, string>>;
  /** Why it cannot even begin although everything it needs is here: a failed build. */
  broken?: string;
}

export interface SuiteResult {
  title: string;
  /** Why it did not run. */
  skipped?: string;
  passed?: number;
  failed?: number;
  /** Tests that skipped themselves, by name. */
  skippedTests?: string[];
  tookMs?: number;
}

interface Report {
  numPassedTests: number;
  numFailedTests: number;
  success: boolean;
  testResults: { status: string; assertionResults: { status: string; fullName: string }[] }[];
}

/** Runs it and counts by vitest's own report. A file that cannot even be read counts as one failed test. */
export async function runSuite(suite: Suite): Promise<SuiteResult> {
  const { title } = suite;
  const started = Date.now();
  if (suite.broken !== undefined) {
    process.stdout.write(`${suite.broken}\n`);
    return { title, passed: 0, failed: 1, tookMs: 0 };
  }
  const file = join(
    root,
    '.cache',
    'test-reports',
    `${[...suite.projects, suite.env.STORE, suite.env.CITY].filter(Boolean).join('-')}.json`,
  );
  mkdirSync(join(root, '.cache', 'test-reports'), { recursive: true });
  rmSync(file, { force: true });
  const code = await vitest(suite, file);
  return { title, ...count(file, code), tookMs: Date.now() - started };
}

function vitest(suite: Suite, report: string): Promise<number> {
  const words = [
    join(root, 'node_modules', 'vitest', 'vitest.mjs'),
    'run',
    '--passWithNoTests',
    ...suite.projects.flatMap((project) => ['--project', project]),
    ...['--reporter', 'default', '--reporter', 'json', `--outputFile.json=${report}`],
  ];
  const child = spawn(process.execPath, words, {
    cwd: root,
    env: { ...process.env, ...suite.env },
    stdio: 'inherit',
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

function count(file: string, code: number): Pick<SuiteResult, 'passed' | 'failed' | 'skippedTests'> {
  if (!existsSync(file)) return { passed: 0, failed: code === 0 ? 0 : 1, skippedTests: [] };
  const report = JSON.parse(readFileSync(file, 'utf8')) as Report;
  const unreadable = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((each) => each.status === 'failed'),
  ).length;
  const failed = report.numFailedTests + unreadable;
  return {
    passed: report.numPassedTests,
    // An error outside every test (an unhandled rejection) has no test to be counted by.
    failed: failed === 0 && code !== 0 ? 1 : failed,
    skippedTests: report.testResults
      .flatMap(({ assertionResults }) => assertionResults)
      .filter(({ status }) => ['pending', 'skipped', 'todo'].includes(status))
      .map(({ fullName }) => fullName),
  };
}
