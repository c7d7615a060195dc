import { defineConfig } from 'vitest/config';

/** The product's own clock is what matters; the machine's stays out of the tests. */
const env = { TZ: 'UTC' };
const outside = { testTimeout: 60_000, hookTimeout: 120_000, pool: 'forks' as const, env };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            '{adapters,bff,mocks}/**/*.test.ts',
            'miniapp/src/**/*.test.ts',
            'test/*.test.ts',
            'test/{bench,harness,runner,walls}/**/*.test.ts',
          ],
          // Files that change what is global say so by their name and run in `isolated`.
          exclude: ['**/*.isolated.test.ts', '**/*.store.test.ts', '**/node_modules/**'],
          isolate: false,
          env,
        },
        resolve: { alias: { '@': new URL('./miniapp/src', import.meta.url).pathname } },
      },
      {
        test: { name: 'isolated', include: ['{adapters,bff,mocks,miniapp/src}/**/*.isolated.test.ts'], env },
        resolve: { alias: { '@': new URL('./miniapp/src', import.meta.url).pathname } },
      },
      // Rooms on a real database: once on SQLite, once with STORE=mysql.
      { test: { name: 'stores', include: ['bff/**/*.store.test.ts'], testTimeout: 20_000, env } },
      // Real processes against the simulated city. STORE=mysql puts them on MySQL and Redis.
      {
        test: {
          name: 'journeys',
          include: ['test/{journeys,faults}/**/*.test.ts'],
          maxWorkers: 2,
          ...outside,
        },
      },
      { test: { name: 'weapp', include: ['test/weapp/**/*.test.ts'], ...outside } },
      {
        test: { name: 'browser', include: ['test/browser/**/*.test.ts'], fileParallelism: false, ...outside },
      },
    ],
  },
});
