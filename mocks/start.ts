import { mkdirSync } from 'node:fs';
import { buildOnce } from '../miniapp/build-once.mts';
import { type Child, startChild, stopAll } from './start/child.ts';
import { takeLock } from './start/lock.ts';
import { portsOf, refuseTakenPorts } from './start/ports.ts';
import { welcome } from './start/welcome.ts';

// `npm start`: the simulated city and the backend, two processes that share nothing, and the H5 page built once.
const children: Child[] = [];
let ending = false;

function end(code: number): void {
  if (ending) return;
  ending = true;
  void stopAll(children).then(() => process.exit(code));
}

function fail(error: unknown): void {
  if (ending) return;
  process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
  end(1);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => end(0));

async function start(name: string, file: string, ready: RegExp): Promise<readonly string[]> {
  const child = startChild({ name, file, ready, died: fail });
  children.push(child);
  return child.ready;
}

try {
  mkdirSync('.data/logs', { recursive: true });
  takeLock('.data/start.lock');
  await refuseTakenPorts(portsOf(process.env));
  const [cityUrl = ''] = await start('city', 'mocks/main.ts', /^city ready (\S+)$/m);
  const onServers = process.env.DATABASE_URL?.startsWith('mysql:') ?? false;
  if (onServers) await start('migrate', 'bff/migrate.ts', /^migrated\b.*$/m);
  const [url = '', opsUrl = ''] = await start('bff', 'bff/main.ts', /^bff ready (\S+) ops (\S+)$/m);
  if (onServers) await start('worker', 'bff/worker.ts', /^worker ready$/m);
  process.stdout.write(await welcome({ url, opsUrl, cityUrl }));
  const { fresh, tookMs } = await buildOnce('h5');
  if (fresh && !ending)
    process.stdout.write(`\n手机页面已备好（${Math.round(tookMs / 1000)} 秒）：${url}/\n`);
} catch (error) {
  fail(error);
}
