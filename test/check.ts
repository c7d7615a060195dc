import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from './harness/root.ts';

interface Check {
  name: string;
  /** A program of node_modules and its words. */
  words: readonly [program: string, ...words: string[]];
}

const walled = ['adapters', 'bff', 'mocks', 'miniapp/src', 'test'];

/** `npm run check`: everything that is known without running the product. */
const checks: readonly Check[] = [
  { name: 'types', words: ['typescript/bin/tsc', '-p', '.'] },
  { name: 'types in the browser', words: ['typescript/bin/tsc', '--noEmit', '-p', 'test/browser'] },
  { name: 'types of the mini-program', words: ['typescript/bin/tsc', '--noEmit', '-p', 'miniapp'] },
  { name: 'style', words: ['@biomejs/biome/bin/biome', 'check', '--error-on-warnings'] },
  {
    name: 'walls',
    words: [
      'dependency-cruiser/bin/dependency-cruiser.mjs',
      '--config',
      '.dependency-cruiser.mjs',
      ...walled,
    ],
  },
  { name: 'unused code', words: ['knip/bin/knip.js', '--no-progress'] },
];

const started = Date.now();
const results = await Promise.all(checks.map(run));
for (const { name, ok, said, tookMs } of results) {
  process.stdout.write(`${ok ? '✓' : '✗'} ${name} (${(tookMs / 1000).toFixed(1)} s)\n`);
  if (!ok) process.stdout.write(`${said.trimEnd().replace(/^/gm, '    ')}\n`);
}
const failed = results.filter(({ ok }) => !ok).map(({ name }) => name);
const took = `${((Date.now() - started) / 1000).toFixed(1)} s`;
process.stdout.write(
  failed.length === 0 ? `check passed in ${took}\n` : `check failed in ${took}: ${failed.join(', ')}\n`,
);
process.exitCode = failed.length === 0 ? 0 : 1;

function run({ name, words: [program, ...words] }: Check) {
  const begun = Date.now();
  let said = '';
  const child = spawn(process.execPath, [join(root, 'node_modules', program), ...words], { cwd: root });
  child.stdout.on('data', (chunk: Buffer) => (said += chunk));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk));
  return new Promise<{ name: string; ok: boolean; said: string; tookMs: number }>((resolve) => {
    child.once('error', (error) => resolve({ name, ok: false, said: error.message, tookMs: 0 }));
    child.once('close', (code) => resolve({ name, ok: code === 0, said, tookMs: Date.now() - begun }));
  });
}
