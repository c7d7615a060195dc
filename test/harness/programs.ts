import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { HouseOptions } from './house.ts';
import { type Program, type ProgramSettings, startProgram } from './program.ts';
import { root } from './root.ts';
import type { Store } from './store.ts';

export type Part = 'city' | 'bff' | 'worker';

export interface Programs {
  cityUrl(): string;
  bffUrl(): string;
  opsUrl(): string;
  kill9(part: Part): Promise<void>;
  restart(part: Part, env?: Readonly<Record<string, string>>): Promise<void>;
  stop(): Promise<void>;
  /** Of bff and workers; the city is not ours to keep quiet. */
  logFiles(): string[];
}

interface Plan {
  folder: string;
  profile: string;
  store: Store;
  options: HouseOptions;
}

type Env = Readonly<Record<string, string>>;

const HTTP = '(http://127\\.0\\.0\\.1:\\d+)';
const READY = {
  city: new RegExp(`^city ready ${HTTP}$`, 'm'),
  bff: new RegExp(`^bff ready ${HTTP} ops ${HTTP}$`, 'm'),
  worker: /^worker ready$/m,
};

/** City first (it writes what the bff needs), then the tables, then bff and workers together. */
export async function startPrograms(plan: Plan): Promise<Programs> {
  const { store, options } = plan;
  const city = await startProgram(settingsOf(plan, 'city', 'city', { CITY_PORT: '0' }));
  const running = new Map<string, Program>([['city', city]]);
  await toMorning(city.said[0] ?? '');
  const workers = store.kind === 'mysql' ? numbered(options.workers ?? 1) : [];
  const start = async (name: string, part: Part, env: Env) => {
    running.set(name, await startProgram(settingsOf(plan, name, part, env)));
  };
  const ends = (names: string[], how: 'kill9' | 'end') =>
    Promise.all(names.map((name) => running.get(name)?.[how]()));
  try {
    if (store.kind === 'mysql') await migrate(plan);
    await Promise.all([
      start('bff', 'bff', { PORT: '0', OPS_PORT: '0' }),
      ...workers.map((name) => start(name, 'worker', {})),
    ]);
  } catch (error) {
    await ends([...running.keys()], 'kill9');
    throw error;
  }
  const said = (name: string, index: number) => running.get(name)?.said[index] ?? '';
  const namesOf = (part: Part) => (part === 'worker' ? workers : [part]);
  return {
    cityUrl: () => said('city', 0),
    bffUrl: () => said('bff', 0),
    opsUrl: () => said('bff', 1),
    kill9: async (part) => void (await ends(namesOf(part), 'kill9')),
    restart: async (part, env = {}) => {
      await ends(namesOf(part), 'end');
      const ports = portsOf(part, said);
      await Promise.all(namesOf(part).map((name) => start(name, part, { ...ports, ...env })));
    },
    stop: async () => {
      await ends(['bff', ...workers], 'end');
      await ends(['city'], 'end');
    },
    logFiles: () => ['bff', ...workers].map((name) => logFile(plan, name)).filter((file) => existsSync(file)),
  };
}

const DAY = 86_400_000;
/** 10:24 in the city, UTC+8. */
const MORNING = (10 * 60 + 24 - 8 * 60) * 60_000;

/** Bureaus close at night: a test must not fail because it is run at 23:40. */
async function toMorning(cityUrl: string): Promise<void> {
  const set = Math.floor(Date.now() / DAY) * DAY + MORNING;
  const body = JSON.stringify({ set, who: 'all' });
  const answer = await fetch(`${cityUrl}/_city/clock`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json' },
  });
  if (!answer.ok) throw new Error(`the city would not set its clock: ${await answer.text()}`);
}

function portsOf(part: Part, said: (name: string, index: number) => string): Env {
  if (part === 'city') return { CITY_PORT: new URL(said('city', 0)).port };
  if (part === 'worker') return {};
  return { PORT: new URL(said('bff', 0)).port, OPS_PORT: new URL(said('bff', 1)).port };
}

function settingsOf(plan: Plan, name: string, part: Part, env: Env): ProgramSettings {
  const file = part === 'city' ? 'mocks/main.ts' : `bff/${part === 'bff' ? 'main' : 'worker'}.ts`;
  const own = part === 'city' ? cityEnv(plan) : bffEnv(plan);
  return { name, file, ready: READY[part], env: { ...own, ...env }, logFile: logFile(plan, name) };
}

const logFile = (plan: Plan, name: string) => join(plan.folder, 'logs', `${name}.log`);
const numbered = (count: number) => Array.from({ length: count }, (_, index) => `worker-${index + 1}`);

function cityEnv(plan: Plan): Env {
  return {
    CITY: plan.profile,
    CITY_DATA: join(plan.folder, 'city'),
    // RSA keys take a second to make: every house of this checkout has the same.
    CITY_KEYS: join(root, '.cache', 'city-keys'),
  };
}

/** What the city hands over, then the house's own places, then what the test wants. */
function bffEnv(plan: Plan): Env {
  const handover = readFileSync(join(plan.folder, 'city', 'handover', 'bff.env.json'), 'utf8');
  return {
    ...(JSON.parse(handover) as Env),
    ...plan.store.env,
    CITY: plan.profile,
    CITY_DATA: join(plan.folder, 'city'),
    DATA_KEY_FILE: join(plan.folder, 'data-keys.json'),
    ...plan.options.env,
  };
}

async function migrate(plan: Plan): Promise<void> {
  const env = { PATH: process.env.PATH ?? '', ...bffEnv(plan) };
  await promisify(execFile)(process.execPath, ['bff/migrate.ts'], { cwd: root, env, timeout: 60_000 });
}
