import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createSchema } from '../test/harness/mysql-server.ts';
import { storeOfThisRun } from '../test/harness/store.ts';
import type { Config } from './config.ts';
import { openFoundation } from './foundation.ts';
import { migrate } from './migrations/index.ts';
import { openDatabase } from './platform/db/index.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'foundation-'));
});

const configOf = (facts: Partial<Config>): Config => ({
  ...{ production: false, port: 0, opsPort: 0, city: 'xinshao', logLevel: 'silent', bureaus: {} },
  ...{ redisUrl: undefined, publicUrl: undefined, clockUrl: undefined },
  databaseUrl: `sqlite:${join(folder, 'deep', 'bff.sqlite')}`,
  dataKeys: { file: join(folder, 'keys.json'), generate: true },
  wechat: { baseUrl: '', appid: '', secretFile: '', templatesFile: '', payBaseUrl: '', merchantsDir: '' },
  ...facts,
});

const embedded = () => {
  test('folder, file, tables and keys make themselves, and are found again', async () => {
    const first = await openFoundation(configOf({}));
    await first.ready();
    const sealed = first.vault.seal('x', 'a');
    await first.close();
    const again = await openFoundation(configOf({}));
    expect(again.vault.open(sealed, 'a')).toBe('x');
    expect(existsSync(join(folder, 'deep', 'bff.sqlite'))).toBe(true);
    await again.close();
  });

  test('what cannot be opened is named with its variable', async () => {
    writeFileSync(join(folder, 'bad.json'), '{}');
    const badKeys = configOf({ dataKeys: { file: join(folder, 'bad.json'), generate: false } });
    await expect(openFoundation(badKeys)).rejects.toThrow(/^DATA_KEY_FILE .*not a key file/);
    const noFile = configOf({ databaseUrl: `sqlite:${folder}` });
    await expect(openFoundation(noFile)).rejects.toThrow(/^DATABASE_URL /);
    await expect(openFoundation(configOf({ redisUrl: 'redis://127.0.0.1:1' }))).rejects.toThrow(
      /^REDIS_URL /,
    );
  });

  test('the city’s clock is followed, and a silent one stops nothing', async () => {
    const ahead = 86_400_000;
    const city = createServer((_, res) => res.end(JSON.stringify({ now: Date.now() + ahead })));
    await new Promise<void>((done) => city.listen(0, '127.0.0.1', done));
    const clockUrl = `http://127.0.0.1:${(city.address() as AddressInfo).port}/_city/clock`;
    const { clock, machineClock, close } = await openFoundation(configOf({ clockUrl }));
    expect(clock.now() - machineClock.now()).toBeGreaterThan(ahead - 5_000);
    city.closeAllConnections();
    city.close();
    const before = clock.now();
    await expect.poll(() => clock.now(), { timeout: 2_000 }).toBeGreaterThan(before + 600);
    await close();
  });
};

const onServer = () => {
  let schema: Awaited<ReturnType<typeof createSchema>>;
  beforeEach(async () => {
    schema = await createSchema();
  });
  afterEach(() => schema.drop());

  test('missing tables are an operator’s deed: the start is refused and says which command', async () => {
    const config = configOf({ databaseUrl: schema.url });
    await expect(openFoundation(config)).rejects.toThrow(/^DATABASE_URL .*001-identity.*npm run migrate/);
    const database = openDatabase(schema.url);
    expect(await migrate(database.db)).toContain('001-identity');
    expect(await migrate(database.db)).toEqual([]);
    await database.close();
    const foundation = await openFoundation(config);
    await foundation.ready();
    await foundation.close();
  });

  test('several processes may bring the tables at once', async () => {
    const databases = [openDatabase(schema.url), openDatabase(schema.url), openDatabase(schema.url)];
    const applied = await Promise.all(databases.map(({ db }) => migrate(db)));
    expect(applied.flat().filter((name) => name === '001-identity')).toHaveLength(1);
    await Promise.all(databases.map((database) => database.close()));
  });

  test('a server that is not there is told plainly', async () => {
    const config = configOf({ databaseUrl: 'mysql://root@127.0.0.1:1/x' });
    await expect(openFoundation(config)).rejects.toThrow(
      /^DATABASE_URL names a database that cannot be used/,
    );
  });
};

if (storeOfThisRun() === 'sqlite') describe('on the embedded store', embedded);
else describe('on a database server', onServer);
