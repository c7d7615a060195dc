import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { AppJson } from './app-code.ts';
import { WEAPP_DIST } from './artifact.ts';

const KB = 1024;
const app = JSON.parse(readFileSync(path.join(WEAPP_DIST, 'app.json'), 'utf8')) as AppJson;
const roots = (app.subPackages ?? []).map((part) => part.root.replace(/\/$/, ''));
const files = readdirSync(WEAPP_DIST, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => path.relative(WEAPP_DIST, path.join(entry.parentPath, entry.name)));
const packageOf = (file: string) => roots.find((root) => file.startsWith(`${root}/`)) ?? 'main';
const bytesOf = (name: string) =>
  files
    .filter((file) => packageOf(file) === name)
    .reduce((sum, file) => sum + statSync(path.join(WEAPP_DIST, file)).size, 0);

describe('the size of the mini-program', () => {
  it('main package: at most 500 KB', () => {
    expect(bytesOf('main')).toBeGreaterThan(50 * KB);
    expect(bytesOf('main')).toBeLessThanOrEqual(500 * KB);
  });

  it('each subpackage: at most 200 KB, each feature in one of its own', () => {
    expect(roots.length).toBeGreaterThanOrEqual(4);
    for (const root of roots) {
      expect(root).toMatch(/^features\/[a-z-]+$/);
      expect(bytesOf(root), root).toBeLessThanOrEqual(200 * KB);
    }
  });

  it('ships no source map, no key and no address of a bureau', () => {
    expect(files.filter((file) => file.endsWith('.map'))).toEqual([]);
    const secrets = /PRIVATE KEY|AppSecret|api_v3|trffweb|\/_city\//;
    const code = files.filter((file) => /\.(js|json|wxml)$/.test(file));
    expect(code.filter((file) => secrets.test(readFileSync(path.join(WEAPP_DIST, file), 'utf8')))).toEqual(
      [],
    );
  });
});
