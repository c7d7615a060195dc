import type { Level } from '../contract/common.ts';
import type { Clock } from '../platform/clock.ts';
import type { Vault } from '../platform/crypto.ts';
import { type Db, insertedOnce } from '../platform/db/index.ts';
import type { Ids } from '../platform/ids.ts';
import { maskedName, type Person } from './person.ts';
import type { CitizenRow } from './table.ts';

export interface CitizenFacts {
  id: string;
  level: Level;
  /** Masked; 微信用户 until the real name is proven. */
  displayName: string;
}

export interface CitizensDeps {
  db: Db;
  vault: Vault;
  clock: Clock;
  ids: Ids;
}

export function createCitizens({ db, vault, clock, ids }: CitizensDeps) {
  const byOpenid = (index: string) =>
    db.selectFrom('citizens').selectAll().where('openid_index', '=', index).executeTakeFirst();
  const byId = (id: string) => db.selectFrom('citizens').selectAll().where('id', '=', id).executeTakeFirst();
  const getRow = async (id: string): Promise<CitizenRow> => {
    const row = await byId(id);
    if (!row) throw new Error('a session names a citizen who is not there');
    return row;
  };

  return {
    /** Two first logins at once end with the same citizen. */
    async findOrInsert(openid: string): Promise<CitizenFacts> {
      const index = vault.index(openid, 'openid');
      const known = await byOpenid(index);
      if (known) return present(known, vault);
      const now = clock.now();
      const row: CitizenRow = {
        id: ids.next(),
        openid_index: index,
        openid_sealed: vault.seal(openid, 'citizens.openid'),
        person_index: null,
        name_sealed: null,
        id_number_sealed: null,
        phone_sealed: null,
        level: 'L1',
        created_at: now,
        updated_at: now,
      };
      if (await insertedOnce(db.insertInto('citizens').values(row))) return present(row, vault);
      const first = await byOpenid(index);
      if (!first) throw new Error('a citizen was there and is gone');
      return present(first, vault);
    },

    async get(id: string): Promise<CitizenFacts> {
      return present(await getRow(id), vault);
    },

    async openid(id: string): Promise<string> {
      return vault.open((await getRow(id)).openid_sealed, 'citizens.openid');
    },

    /** Writes the proven person. A level is never lowered by it. */
    async setPerson(id: string, person: Person, level: Level): Promise<CitizenFacts> {
      const row = await getRow(id);
      const index = vault.index(person.idNumber, 'person');
      const higher: Level = level > row.level ? level : row.level;
      if (row.person_index === index && row.level === higher && isSame(row, person, vault))
        return present(row, vault);
      const change = {
        person_index: index,
        name_sealed: vault.seal(person.name, 'citizens.name'),
        id_number_sealed: vault.seal(person.idNumber, 'citizens.id_number'),
        phone_sealed: vault.seal(person.phone, 'citizens.phone'),
        level: higher,
        updated_at: clock.now(),
      };
      await db.updateTable('citizens').set(change).where('id', '=', id).execute();
      return present({ ...row, ...change }, vault);
    },
  };
}

function isSame(row: CitizenRow, person: Person, vault: Vault): boolean {
  return (
    row.name_sealed !== null &&
    vault.open(row.name_sealed, 'citizens.name') === person.name &&
    row.phone_sealed !== null &&
    vault.open(row.phone_sealed, 'citizens.phone') === person.phone
  );
}

function present(row: CitizenRow, vault: Vault): CitizenFacts {
  const name = row.name_sealed === null ? null : vault.open(row.name_sealed, 'citizens.name');
  return { id: row.id, level: row.level, displayName: name === null ? '微信用户' : maskedName(name) };
}
