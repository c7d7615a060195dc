import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export type Target = 'h5' | 'weapp';

export interface Built {
  /** Absolute path of the finished build. */
  folder: string;
  /** False when the last build was made from the same content. */
  fresh: boolean;
  tookMs: number;
}

const root = fileURLToPath(new URL('..', import.meta.url));
const ENTRY = { h5: 'index.html', weapp: 'app.json' };
const WAIT_MS = 500;

/**
 * Builds the mini-program into `dist/<target>` unless what is there was built from the same content. The old build stays
 * until the new one is complete. Two that want the same build at once make it once.
 * @throws Error with the end of the build's own words when it fails
 */
export async function buildOnce(target: Target): Promise<Built> {
  const started = Date.now();
  const folder = join(root, 'dist', target);
  const stamp = join(root, '.cache', `${target}-built-from`);
  const done = (fresh: boolean): Built => ({ folder, fresh, tookMs: Date.now() - started });
  mkdirSync(join(root, '.cache'), { recursive: true });
  const release = await takeTurn(join(root, '.cache', `${target}-building`));
  try {
    const content = contentHash();
    const same = existsSync(stamp) && readFileSync(stamp, 'utf8') === content;
    if (same && existsSync(join(folder, ENTRY[target]))) return done(false);
    const next = `${folder}.next`;
    rmSync(next, { recursive: true, force: true });
    await build(target, next);
    rmSync(stamp, { force: true });
    rmSync(folder, { recursive: true, force: true });
    renameSync(next, folder);
    writeFileSync(stamp, content);
    return done(true);
  } finally {
    release();
  }
}

/** Of everything that goes into a build: the mini-program, its configuration, the lock file, the API's address. */
function contentHash(): string {
  const hash = createHash('sha256').update(process.env.API_BASE ?? '');
  const files = globSync('miniapp/{src,config}/**/*', { cwd: root, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
    .map((entry) => join(entry.parentPath, entry.name));
  const others = [
    'miniapp/package.json',
    'miniapp/babel.config.js',
    'project.config.json',
    'package-lock.json',
  ];
  for (const file of [...files.sort(), ...others.map((each) => join(root, each))]) {
    hash.update(`\0${file.slice(root.length)}\0`).update(readFileSync(file));
  }
  return hash.digest('hex');
}

function build(target: Target, into: string): Promise<void> {
  const taro = join(root, 'node_modules', '@tarojs', 'cli', 'bin', 'taro');
  const words = ['build', '--type', target, '--no-check', '--disable-global-config'];
  const child = spawn(process.execPath, [taro, ...words], {
    cwd: join(root, 'miniapp'),
    // Taro wants its output relative to the mini-program's folder.
    env: { ...process.env, NODE_ENV: 'production', BUILD_INTO: relative(join(root, 'miniapp'), into) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const abandon = () => child.kill('SIGKILL');
  process.once('exit', abandon);
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      process.off('exit', abandon);
      if (code === 0 && existsSync(join(into, ENTRY[target]))) resolve();
      else reject(new Error(`building ${target} failed (${code}):\n${said.slice(-4000)}`));
    });
  });
}

/** One build of a target at a time, over all processes; a turn left by a process that is gone is taken over. */
async function takeTurn(file: string): Promise<() => void> {
  for (;;) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    if (!isRunning(file)) rmSync(file, { force: true });
    else await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
  }
}

function isRunning(file: string): boolean {
  try {
    process.kill(Number(readFileSync(file, 'utf8')), 0);
    return true;
  } catch {
    return false;
  }
}
