import { createSchema, serverName } from '../../../test/harness/mysql-server.ts';

interface Store {
  title: string;
  open(): Promise<{ url: string; drop(): Promise<void> }>;
}

const sqlite: Store = {
  title: 'SQLite',
  open: async () => ({ url: 'sqlite::memory:', drop: async () => {} }),
};

/** SQLite always; MySQL or MariaDB, called by its name, where one is reached. */
export async function storesHere(): Promise<Store[]> {
  try {
    return [sqlite, { title: await serverName(), open: createSchema }];
  } catch {
    return [sqlite];
  }
}
