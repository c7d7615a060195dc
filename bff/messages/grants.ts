import { sql } from 'kysely';
import { type Db, insertedOnce } from '../platform/db/index.ts';

/** What a resident still allows. One accept is one message; the count never falls below zero. */
export async function remaining(db: Db, citizenId: string, templateId: string): Promise<number> {
  const row = await db
    .selectFrom('message_grants')
    .select('remaining')
    .where('citizen_id', '=', citizenId)
    .where('template_id', '=', templateId)
    .executeTakeFirst();
  return row?.remaining ?? 0;
}

export async function add(db: Db, citizenId: string, templateId: string, at: number): Promise<void> {
  const row = { citizen_id: citizenId, template_id: templateId, remaining: 1, updated_at: at };
  if (await insertedOnce(db.insertInto('message_grants').values(row))) return;
  await change(db, citizenId, templateId, at).set({ remaining: sql<number>`remaining + 1` }).execute();
}

/** Uses one up; false when none is left. */
export async function take(db: Db, citizenId: string, templateId: string, at: number): Promise<boolean> {
  const { numUpdatedRows } = await change(db, citizenId, templateId, at)
    .set({ remaining: sql<number>`remaining - 1` })
    .where('remaining', '>', 0)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** WeChat says there is nothing left, whatever we have counted. */
export const zero = (db: Db, citizenId: string, templateId: string, at: number) =>
  change(db, citizenId, templateId, at).set({ remaining: 0 }).execute();

const change = (db: Db, citizenId: string, templateId: string, at: number) =>
  db
    .updateTable('message_grants')
    .set({ updated_at: at })
    .where('citizen_id', '=', citizenId)
    .where('template_id', '=', templateId);
