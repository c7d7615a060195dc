import { type Db, insertedOnce } from '../platform/db/index.ts';
import type { MessageRow, PushState } from './table.ts';

/** False when the event has been told already. */
export const insertMessage = (db: Db, row: MessageRow): Promise<boolean> =>
  insertedOnce(db.insertInto('messages').values(row));

export const getByEvent = (db: Db, citizenId: string, eventKey: string): Promise<MessageRow> =>
  db
    .selectFrom('messages')
    .selectAll()
    .where('citizen_id', '=', citizenId)
    .where('event_key', '=', eventKey)
    .executeTakeFirstOrThrow();

export function listMessages(
  db: Db,
  { citizenId, before, limit }: { citizenId: string; before?: string | undefined; limit: number },
): Promise<MessageRow[]> {
  let query = db.selectFrom('messages').selectAll().where('citizen_id', '=', citizenId);
  if (before !== undefined) query = query.where('id', '<', before);
  return query.orderBy('id', 'desc').limit(limit).execute();
}

export async function countUnread(db: Db, citizenId: string): Promise<number> {
  const { unread } = await db
    .selectFrom('messages')
    .select((eb) => eb.fn.countAll<number>().as('unread'))
    .where('citizen_id', '=', citizenId)
    .where('read_at', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(unread);
}

export const findOwn = (db: Db, citizenId: string, id: string): Promise<MessageRow | undefined> =>
  db
    .selectFrom('messages')
    .selectAll()
    .where('id', '=', id)
    .where('citizen_id', '=', citizenId)
    .executeTakeFirst();

export const markRead = (db: Db, id: string, at: number) =>
  db.updateTable('messages').set({ read_at: at }).where('id', '=', id).where('read_at', 'is', null).execute();

/** False when somebody else has moved it: then it is theirs. */
export async function movePush(
  db: Db,
  id: string,
  from: PushState,
  to: PushState,
  at: number,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('messages')
    .set({ push: to, ...(to === 'sent' && { pushed_at: at }) })
    .where('id', '=', id)
    .where('push', '=', from)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
