import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { ask, eventually } from '../harness/index.ts';
import { type Program, startProgram } from '../harness/program.ts';
import { openStore, type Store, storeOfThisRun } from '../harness/store.ts';

/** A folder with a store of its own, as a fresh checkout has. */
interface Place {
  folder: string;
  store: Store;
  logFile: string;
  start(env?: Record<string, string>): Promise<Program>;
}

const ready = /手机页面\s+(\S+)\/\n\s+模拟城市\s+(\S+)\/\n[\s\S]*运维指标\s+(\S+)\/metrics[\s\S]*Ctrl-C/;
const anyPort = { PORT: '0', OPS_PORT: '0', CITY_PORT: '0' };
const places: Place[] = [];
const started: Program[] = [];

async function place(): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), 'yijitong-start-'));
  const store = await openStore(storeOfThisRun(), folder);
  const logFile = join(folder, 'terminal.log');
  const start = async (env: Record<string, string> = {}) => {
    const settings = { name: 'start', file: 'mocks/start.ts', ready, logFile, cwd: folder };
    const program = await startProgram({ ...settings, env: { ...store.env, ...anyPort, ...env } });
    started.push(program);
    return program;
  };
  const made = { folder, store, logFile, start };
  places.push(made);
  return made;
}

function childrenOf(pid: number): { pid: number; words: string }[] {
  return execFileSync('ps', ['-axo', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [])
    .filter(([, , parent]) => Number(parent) === pid)
    .map(([, child, , words = '']) => ({ pid: Number(child), words }));
}

afterEach(async () => {
  await Promise.all(started.splice(0).map((each) => each.end()));
  for (const { store, folder } of places.splice(0)) {
    await store.remove();
    rmSync(folder, { recursive: true, force: true });
  }
});

describe('npm start', () => {
  it('says where everything is and who one can be, runs once per folder, and one signal ends all of it', async () => {
    const { start, logFile } = await place();
    const running = await start();
    const [page, city, ops] = running.said;
    expect(readFileSync(logFile, 'utf8')).toMatch(/demo-lin\s+林晓燕/);
    expect((await ask(`${page}/openapi.json`)).status).toBe(200);
    expect((await ask(`${city}/_city/state`)).status).toBe(200);
    expect((await ask(`${ops}/readyz`)).status).toBe(200);

    const children = childrenOf(running.pid);
    expect(children.map(({ words }) => words).join()).toMatch(/mocks\/main\.ts[\s\S]*bff\/main\.ts/);
    // A second start in the same folder is refused in plain words, and disturbs nothing.
    await expect(start()).rejects.toThrow(new RegExp(`已经启动了一个（进程 ${running.pid}）`));
    expect(running.alive()).toBe(true);

    expect((await running.end()).code).toBe(0);
    await eventually('every part has ended', () => !children.some(({ pid }) => isRunning(pid)));
  });

  it('names the port that is taken and the variable that changes it', async () => {
    const { start } = await place();
    const neighbour = createServer();
    const port = await new Promise<number>((resolve) =>
      neighbour.listen(0, '127.0.0.1', () => resolve((neighbour.address() as { port: number }).port)),
    );
    await expect(start({ CITY_PORT: String(port) })).rejects.toThrow(
      new RegExp(`端口 ${port}（模拟城市）已被别的程序占用。换一个：CITY_PORT=`),
    );
    neighbour.close();
  });

  it('ends everything when one part dies, and says which', async () => {
    const { start, logFile } = await place();
    const running = await start();
    const bff = childrenOf(running.pid).find(({ words }) => words.includes('bff/main.ts'));
    process.kill(bff?.pid ?? 0, 'SIGKILL');
    await eventually('the supervisor ends', () => !running.alive());
    expect(readFileSync(logFile, 'utf8')).toContain('bff 停止了（SIGKILL），全部结束');
    expect(childrenOf(running.pid)).toEqual([]);
  });
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
