import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Citizen, signIn } from './citizen.ts';
import { type City, cityClient } from './city.ts';
import { type Part, type Programs, startPrograms } from './programs.ts';
import { openStore, type StoreKind, storeOfThisRun } from './store.ts';
import { findPersons } from './taint.ts';

export interface HouseOptions {
  /** Default: the store of this run (`STORE`). */
  store?: StoreKind;
  /** Worker processes on MySQL, default 1; on SQLite the worker lives in the bff. */
  workers?: number;
  /** City profile, default the run's `CITY` or xinshao. */
  city?: string;
  /** Further variables for bff and workers. */
  env?: Readonly<Record<string, string>>;
}

/** The whole product with its city: real processes, a database and a folder of its own. */
export interface House {
  url(): string;
  opsUrl(): string;
  city: City;
  store: StoreKind;
  /** DATABASE_URL, for looking into the books. */
  databaseUrl: string;
  /** Signs in: `lin`, `wang`, …; without a name the next seeded resident who has not been here. */
  citizen(login?: string): Promise<Citizen>;
  /** Pulls the plug; on MySQL `worker` is all of them. */
  kill9(part: Part): Promise<void>;
  /** Starts it again, at its old address and on its old books. Ends it first when it still runs. */
  restart(part: Part, env?: Readonly<Record<string, string>>): Promise<void>;
  /** Everything bff and workers have said so far. */
  logs(): string;
  /** Ends everything, then looks for persons in what was logged and throws when one is found. */
  stop(): Promise<void>;
}

export async function startHouse(options: HouseOptions = {}): Promise<House> {
  const folder = mkdtempSync(join(tmpdir(), 'yijitong-house-'));
  mkdirSync(join(folder, 'logs'));
  const profile = options.city ?? process.env.CITY ?? 'xinshao';
  const store = await openStore(options.store ?? storeOfThisRun(), folder);
  const clear = async () => {
    await store.remove();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const programs = await startPrograms({ folder, profile, store, options });
    return furnish(programs, { profile, kind: store.kind, databaseUrl: store.env.DATABASE_URL ?? '', clear });
  } catch (error) {
    await clear();
    throw error;
  }
}

interface Foundation {
  profile: string;
  kind: StoreKind;
  databaseUrl: string;
  clear(): Promise<void>;
}

function furnish(programs: Programs, { profile, kind, databaseUrl, clear }: Foundation): House {
  const visitors = new Set<string>();
  let seeded = 0;
  const city = cityClient(programs.cityUrl);
  const persons = () => findPersons(profile, visitors, programs.logFiles());
  return {
    url: programs.bffUrl,
    opsUrl: programs.opsUrl,
    city,
    store: kind,
    databaseUrl,
    citizen: (login) => {
      if (login === undefined) seeded += 1;
      const who = login ?? `r${String(seeded).padStart(4, '0')}`;
      visitors.add(who);
      return signIn(programs.bffUrl, city, who);
    },
    kill9: programs.kill9,
    restart: programs.restart,
    logs: () =>
      programs
        .logFiles()
        .map((file) => readFileSync(file, 'utf8'))
        .join('\n'),
    stop: async () => {
      await programs.stop();
      const found = persons();
      await clear();
      const where = found.slice(0, 5).map(({ what, line }) => `${what} (line ${line})`);
      if (found.length > 0)
        throw new Error(`persons in the logs, ${found.length} times: ${where.join(', ')}`);
    },
  };
}
