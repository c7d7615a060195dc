import type { CompiledQuery } from 'kysely';
import type { Db } from './database.ts';

/**
 * A query that is built once and asked often: building costs more than a point read does.
 * Write it with any values in the places of the parameters; they are replaced in order of appearance.
 */
export function prepared<Row>(
  db: Db,
  query: { compile(): CompiledQuery<Row> },
): (...parameters: readonly (string | number)[]) => Promise<Row[]> {
  const compiled = query.compile();
  return async (...parameters) => (await db.executeQuery<Row>({ ...compiled, parameters })).rows;
}
