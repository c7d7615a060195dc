import { existsSync } from 'node:fs';
import { buildOnce, type Target } from '../../miniapp/build-once.mts';
import { redisName } from '../harness/claimed-redis.ts';
import { serverName } from '../harness/mysql-server.ts';
import type { Suite } from './vitest.ts';

/** A suite that cannot run here, and why. */
export interface SkippedSuite {
  title: string;
  skip: string;
}

type Opener = () => Promise<Suite | SkippedSuite>;

/** Where Debian, macOS and Windows put it; `CHROMIUM` names another. */
const CHROMIUM = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** Every city profile but the default one, which always runs. */
const OTHER_CITIES = ['huangshi', 'shangqiu', 'taizhou', 'xianning'];

const inCity =
  (city: string): Opener =>
  async () => ({
    title: `journeys on SQLite in ${city}`,
    projects: ['journeys'],
    env: { STORE: 'sqlite', CITY: city },
  });

/** The long matrices: the same journeys under every city's profile. */
const longOpeners: Readonly<Record<string, Opener>> = Object.fromEntries(
  OTHER_CITIES.map((city) => [city, inCity(city)]),
);

const openers: Readonly<Record<string, Opener>> = {
  unit: async () => ({ title: 'unit', projects: ['unit', 'isolated'], env: {} }),
  sqlite: async () => ({
    title: 'journeys on SQLite',
    projects: ['stores', 'journeys'],
    env: { STORE: 'sqlite' },
  }),
  mysql: openMysql,
  weapp: openWeapp,
  browser: openBrowser,
};

/**
 * Opens suite after suite: what a suite needs is looked for only when its turn comes.
 * @param names none = all
 * @param full with the long matrices
 * @throws Error that lists the names when one is unknown
 */
export async function* openSuites(
  names: readonly string[],
  full: boolean,
): AsyncGenerator<Suite | SkippedSuite> {
  const known = { ...openers, ...(full ? longOpeners : {}) };
  const unknown = names.filter((name) => !Object.hasOwn(known, name));
  if (unknown.length > 0)
    throw new Error(`no suite "${unknown[0]}"; there are ${Object.keys(known).join(', ')}`);
  for (const [name, open] of Object.entries(known)) {
    if (names.length === 0 || names.includes(name)) yield await open();
  }
}

/** The same files as on SQLite. MariaDB speaks MySQL's protocol, but what was tested is called by its name. */
async function openMysql(): Promise<Suite | SkippedSuite> {
  try {
    const title = `journeys on ${await serverName()} and ${await redisName()}`;
    return { title, projects: ['stores', 'journeys'], env: { STORE: 'mysql' } };
  } catch (error) {
    const reason = `no MySQL or Redis reached (${reasonOf(error)}); see TEST_MYSQL_URL and TEST_REDIS_URL in README.md`;
    return { title: 'journeys on MySQL and Redis', skip: reason };
  }
}

async function openWeapp(): Promise<Suite | SkippedSuite> {
  return built('weapp', 'mini-program, built artifact', {});
}

async function openBrowser(): Promise<Suite | SkippedSuite> {
  const title = 'H5 in Chromium';
  const chromium = [process.env.CHROMIUM, ...CHROMIUM].find((file) => file !== undefined && existsSync(file));
  if (chromium === undefined) return { title, skip: 'no Chromium found; CHROMIUM=<path> names one' };
  return built('h5', title, { CHROMIUM: chromium });
}

async function built(target: Target, title: string, env: Record<string, string>): Promise<Suite> {
  const project = target === 'h5' ? 'browser' : 'weapp';
  try {
    const { fresh, tookMs } = await buildOnce(target);
    if (fresh) process.stdout.write(`built ${target} in ${Math.round(tookMs / 1000)} s\n`);
    return { title, projects: [project], env };
  } catch (error) {
    return { title, projects: [project], env, broken: reasonOf(error) };
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return reasonOf(error.errors[0]);
  return error instanceof Error ? error.message : String(error);
}
