import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { root } from './harness/root.ts';
import { breaches, soundHouse } from './walls/broken-houses.ts';
import { brokenWalls } from './walls/fixture.ts';
import {
  databaseInsideTransaction,
  foreignTables,
  leftOvers,
  strayFetches,
  tooLong,
} from './walls/source-rules.ts';
import { readSources } from './walls/sources.ts';
import { walls } from './walls/walls.ts';

/** Makes every file that is named, so that only the walls can be at fault. */
function house(
  imports: readonly (readonly [from: string, what: readonly string[]])[],
): Record<string, string> {
  const files: Record<string, string> = {};
  for (const [from, wanted] of imports) {
    const lines = wanted.map((each) => `import '${each}';\n`);
    files[from] = (files[from] ?? '') + lines.join('');
    for (const each of wanted.filter((path) => path.startsWith('.'))) files[join(dirname(from), each)] ??= '';
  }
  return files;
}

describe('walls', () => {
  let broken: string[];
  beforeAll(async () => {
    broken = await brokenWalls(house(breaches.map(([, from, what]) => [from, [what]])));
  });

  test.each(breaches)('%s stops %s from importing %s', (wall, from, what) => {
    const target = what.startsWith('.') ? join(dirname(from), what) : what.replace(/^node:/, '');
    expect(broken.some((each) => each.startsWith(`${wall}: ${from} → `) && each.includes(target))).toBe(true);
  });

  test('no-circle stops two files that import each other', async () => {
    const files = house([
      ['bff/orders/service.ts', ['./move.ts']],
      ['bff/orders/move.ts', ['./service.ts']],
    ]);
    expect(await brokenWalls(files)).toContain('no-circle: bff/orders/move.ts → bff/orders/service.ts');
  });

  test('no-dev-package-in-the-product stops what is installed for tests only', async () => {
    const files = house([['bff/orders/service.ts', ['fast-check']]]);
    const manifest = { devDependencies: { 'fast-check': '*' } };
    const found = await brokenWalls({ ...files, 'package.json': JSON.stringify(manifest) });
    expect(found.join()).toContain('no-dev-package-in-the-product: bff/orders/service.ts');
  });

  test('a sound house breaks none', async () => {
    const found = await brokenWalls(house(Object.entries(soundHouse)));
    expect(found).toEqual([]);
  });

  test('the phone may take types of the front door', async () => {
    const found = await brokenWalls({
      'bff/contract/bills.ts': 'export type Bill = { id: string };',
      'miniapp/src/api/bills.ts': `import type { Bill } from '../../../bff/contract/bills.ts'; export type Mine = Bill;`,
    });
    expect(found).toEqual([]);
  });

  test('every wall has been shown to fail', () => {
    const shown = new Set([...breaches.map(([wall]) => wall), 'no-circle', 'no-dev-package-in-the-product']);
    const orders = (name: string) => name.startsWith('room-order-');
    const unshown = walls.forbidden.flatMap(({ name = '' }) =>
      shown.has(name) || orders(name) ? [] : [name],
    );
    expect(unshown).toEqual([]);
  });
});

describe('house rules', () => {
  const sources = readSources();

  test('each table is touched by its own room only', () => {
    expect(foreignTables(sources)).toEqual([]);
  });

  test.each([
    ['no db inside a transaction', databaseInsideTransaction],
    ['fetch behind the doors only', strayFetches],
    ['no file over 300 lines, no function over 60', tooLong],
    ['nothing left over from writing it', leftOvers],
  ])('%s', (_, rule) => {
    expect(sources.flatMap(rule)).toEqual([]);
  });

  test('every bureau has its page and its test, and every service its line in the registry', () => {
    const bureaus = globSync('adapters/*/index.ts', { cwd: root })
      .map(dirname)
      .filter((each) => !each.endsWith('/contract'));
    const bare = bureaus.filter(
      (each) =>
        !existsSync(join(root, each, 'README.md')) ||
        globSync(`${each}/*.test.ts`, { cwd: root }).length === 0,
    );
    expect(bare).toEqual([]);
    const registry = readFileSync(join(root, 'adapters/registry.ts'), 'utf8');
    for (const [, id = ''] of registry.matchAll(/from '\.\/([^/]+)\/index\.ts'/g))
      expect(bureaus).toContain(`adapters/${id}`);
  });
});
