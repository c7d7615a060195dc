import { randomBytes } from 'node:crypto';
import { type Connection, createConnection, type RowDataPacket } from 'mysql2/promise';

/** The server tests may make databases on. `TEST_MYSQL_URL`, without a database. */
const serverUrl = () => process.env.TEST_MYSQL_URL ?? 'mysql://root@127.0.0.1:3306';

/** A database of its own, named so that it cannot be anybody's. */
export async function createSchema(): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `yijitong_test_${randomBytes(6).toString('hex')}`;
  await withServer((server) =>
    server.query(`create database ${name} character set utf8mb4 collate utf8mb4_bin`),
  );
  return {
    url: `${serverUrl()}/${name}`,
    drop: async () => {
      await withServer((server) => server.query(`drop database if exists ${name}`));
    },
  };
}

/** `MariaDB 10.11.19` or `MySQL 8.4.3`, as the server itself says; throws when there is none. */
export async function serverName(): Promise<string> {
  const [rows] = await withServer((server) => server.query<RowDataPacket[]>('select version() as version'));
  const version = String(rows[0]?.version);
  const number = /^[\d.]+/.exec(version)?.[0] ?? version;
  return /mariadb/i.test(version) ? `MariaDB ${number}` : `MySQL ${number}`;
}

async function withServer<T>(work: (server: Connection) => Promise<T>): Promise<T> {
  const server = await createConnection({ uri: serverUrl(), connectTimeout: 3000 });
  try {
    return await work(server);
  } finally {
    await server.end();
  }
}
