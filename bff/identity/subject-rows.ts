import { LRUCache } from 'lru-cache';
import type { Vault } from '../platform/crypto.ts';
import { type Db, prepared } from '../platform/db/index.ts';
import type { SubjectFields } from './subject-fields.ts';
import type { BoundSubject } from './subjects.ts';

/** Opened rows by their sealed text: what is sealed never changes, so this can never be old. */
const MOST_OPENED = 5_000;

/** Reads a resident's bound subjects, oldest first. Asked on every screen, so its query is compiled once. */
export function activeSubjects(db: Db, vault: Vault): (citizenId: string) => Promise<BoundSubject[]> {
  const rowsOf = prepared(
    db,
    db
      .selectFrom('subjects')
      .select(['id', 'service', 'kind', 'fields_sealed', 'label_sealed'])
      .where('citizen_id', '=', '?')
      .where('removed_at', 'is', null)
      .orderBy('id'),
  );
  const opened = new LRUCache<string, { fields: SubjectFields; label: string }>({ max: MOST_OPENED });
  const open = (fieldsSealed: string, labelSealed: string) => {
    const known = opened.get(fieldsSealed);
    if (known) return known;
    const fields = JSON.parse(vault.open(fieldsSealed, 'subjects.fields')) as SubjectFields;
    const fresh = { fields, label: vault.open(labelSealed, 'subjects.label') };
    opened.set(fieldsSealed, fresh);
    return fresh;
  };
  return async (citizenId) => {
    const rows = await rowsOf(citizenId);
    return rows.map(({ id, service, kind, fields_sealed, label_sealed }) => ({
      id,
      service,
      kind,
      ...open(fields_sealed, label_sealed),
    }));
  };
}
