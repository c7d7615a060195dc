import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { WEAPP_DIST, WECHAT_COMPILERS } from './artifact.ts';

const filesOf = (...endings: string[]) =>
  readdirSync(WEAPP_DIST, { recursive: true, encoding: 'utf8' })
    .filter((file) => endings.some((ending) => file.endsWith(ending)))
    .map((file) => `./${file}`)
    .sort();

function compile(compiler: 'wcc' | 'wcsc', flag: string, files: readonly string[], cwd = WEAPP_DIST): string {
  const program = path.join(WECHAT_COMPILERS, compiler);
  // Packages are installed without their scripts, so the bit that makes it runnable may be missing.
  chmodSync(program, 0o755);
  return execFileSync(program, [flag, ...files], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  });
}

describe('WeChat’s own compilers', () => {
  it('take every template', () => {
    const files = filesOf('.wxml', '.wxs');
    expect(files.length).toBeGreaterThan(10);
    const code = compile('wcc', '-d', files);
    for (const file of files.filter((each) => each.endsWith('.wxml'))) expect(code).toContain(file);
  });

  it('take every style sheet', () => {
    const files = filesOf('.wxss');
    expect(files).toContain('./app.wxss');
    expect(compile('wcsc', '-js', files).length).toBeGreaterThan(1000);
  });

  it('would notice a template that is not one', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'yijitong-template-'));
    writeFileSync(path.join(folder, 'broken.wxml'), '<view wx:if="{{"><text></view>');
    expect(() => compile('wcc', '-d', ['./broken.wxml'], folder)).toThrow();
    rmSync(folder, { recursive: true });
  });
});
