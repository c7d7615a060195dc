import { createRequire } from 'node:module';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

/** The built mini-program, as it would be uploaded. */
export const WEAPP_DIST = path.join(root, 'dist/weapp');

const platform = { darwin: 'mac', win32: 'windows' }[process.platform as string] ?? 'linux';
/** Where WeChat's template and style compilers lie for this machine. */
export const WECHAT_COMPILERS = path.join(
  path.dirname(createRequire(import.meta.url).resolve('miniprogram-compiler/package.json')),
  'bin',
  platform,
);
