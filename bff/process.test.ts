import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { assertNode } from './process.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Runs a program of ours to its end. */
function ended(
  file: string,
  env: Record<string, string>,
): Promise<{ code: number | null; said: string; out: string }> {
  const child = spawn(process.execPath, [file], { cwd: root, env: { PATH: process.env.PATH ?? '', ...env } });
  let said = '';
  let out = '';
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  return new Promise((done) => child.on('exit', (code) => done({ code, said, out })));
}

describe('a start that cannot be', () => {
  test.each([
    ['bff/main.ts', { LOG_LEVEL: 'loud' }, 'LOG_LEVEL must be fatal, error, warn, info, debug or silent\n'],
    ['bff/worker.ts', { WECHAT_APPIDD: 'wx1' }, 'WECHAT_APPIDD is not a variable of this program\n'],
    [
      'bff/migrate.ts',
      { DATABASE_URL: 'oracle:x' },
      'DATABASE_URL must be sqlite:<file> or mysql://user:password@host:port/database\n',
    ],
  ])('%s says why in one line and ends', async (file, env, words) => {
    expect(await ended(file, env as Record<string, string>)).toEqual({ code: 1, said: words, out: '' });
  });
});

test('migrate brings the tables, and the second time has nothing to bring', async () => {
  const env = {
    DATABASE_URL: `sqlite:${join(mkdtempSync(join(tmpdir(), 'migrate-')), 'new', 'bff.sqlite')}`,
  };
  expect(await ended('bff/migrate.ts', env)).toMatchObject({
    code: 0,
    out: expect.stringContaining('001-identity'),
  });
  expect(await ended('bff/migrate.ts', env)).toMatchObject({ code: 0, out: 'migrated nothing new\n' });
});

test('an old Node is told which one is needed', () => {
  expect(() => assertNode('22.18.0')).toThrow(/Node 24 or newer is needed, this is 22\.18\.0/);
  expect(() => assertNode('24.1.0')).not.toThrow();
});
