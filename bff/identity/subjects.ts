import type { ServiceManifest, SubjectKind } from '../../adapters/index.ts';
import { AppError } from '../platform/app-error.ts';
import type { Clock } from '../platform/clock.ts';
import type { Vault } from '../platform/crypto.ts';
import { type Database, insertedOnce } from '../platform/db/index.ts';
import type { Ids } from '../platform/ids.ts';
import { maskedName, type Person } from './person.ts';
import { labelOf, readFields, type SubjectFields } from './subject-fields.ts';
import { activeSubjects } from './subject-rows.ts';
import type { SubjectRow } from './table.ts';

/** What a resident may ask a bureau about. */
export interface BoundSubject {
  id: string;
  service: string;
  kind: string;
  label: string;
  fields: SubjectFields;
}

/** Enough for a family's cars and homes, too few for a register. */
const MOST_SUBJECTS = 20;

export interface SubjectsDeps {
  database: Database;
  vault: Vault;
  clock: Clock;
  ids: Ids;
  services: readonly ServiceManifest[];
  /** Answers kept for her are forgotten when she unbinds. */
  forget(citizenId: string, service: string): void;
}

export interface Subjects {
  list(citizenId: string): Promise<BoundSubject[]>;
  bind(
    citizenId: string,
    asked: { service: string; kind: string; fields: SubjectFields },
  ): Promise<BoundSubject>;
  unbind(citizenId: string, subjectId: string): Promise<void>;
  /** What the identity platform says she bound elsewhere, and what follows from her proven identity. */
  follow(
    citizenId: string,
    linked: readonly LinkedSubject[],
    person: Person,
    asked: 'linked' | 'proven',
  ): Promise<void>;
}

export interface LinkedSubject {
  service: string;
  kind: string;
  fields: SubjectFields;
}

export function createSubjects(deps: SubjectsDeps): Subjects {
  const { database, vault, clock, ids, services } = deps;
  const { db } = database;
  const active = activeSubjects(db, vault);
  const kindOf = (service: string, kind: string): SubjectKind | undefined =>
    services.find((each) => each.id === service)?.subjects.find((each) => each.kind === kind);

  /** In the order of the registry and of each manifest; the older first among the same. */
  const placeOf = ({ service, kind }: { service: string; kind: string }) => `${service} ${kind}`;
  const places = services.flatMap(({ id, subjects }) =>
    subjects.map(({ kind }) => placeOf({ service: id, kind })),
  );

  const rowOf = (
    citizenId: string,
    subject: LinkedSubject & { label: string },
    origin: SubjectRow['origin'],
  ): SubjectRow => {
    const fields = JSON.stringify(Object.fromEntries(Object.entries(subject.fields).sort()));
    return {
      id: ids.next(),
      citizen_id: citizenId,
      service: subject.service,
      kind: subject.kind,
      fields_index: vault.index(fields, 'subject'),
      fields_sealed: vault.seal(fields, 'subjects.fields'),
      label_sealed: vault.seal(subject.label, 'subjects.label'),
      origin,
      removed_at: null,
      created_at: clock.now(),
    };
  };

  const findSame = (row: SubjectRow) =>
    db
      .selectFrom('subjects')
      .selectAll()
      .where('citizen_id', '=', row.citizen_id)
      .where('service', '=', row.service)
      .where('kind', '=', row.kind)
      .where('fields_index', '=', row.fields_index)
      .executeTakeFirst();

  const revive = (row: SubjectRow) =>
    db
      .updateTable('subjects')
      .set({ removed_at: null, origin: row.origin, label_sealed: row.label_sealed })
      .where('id', '=', row.id)
      .execute();

  return {
    async list(citizenId) {
      return (await active(citizenId)).sort(
        (a, b) => places.indexOf(placeOf(a)) - places.indexOf(placeOf(b)),
      );
    },

    async bind(citizenId, { service, kind: kindName, fields: typed }) {
      const kind = kindOf(service, kindName);
      if (kind?.from !== 'typed') {
        throw new AppError('invalid_request', {
          message: '暂不支持绑定这类信息，请选择列表中的项目。',
          details: { issues: [{ field: kind ? 'body.kind' : 'body.service', problem: 'not offered' }] },
        });
      }
      const fields = readFields(kind, typed);
      const row = rowOf(
        citizenId,
        { service, kind: kindName, fields, label: labelOf(kind, fields) },
        'typed',
      );
      const standing = await findSame(row);
      if (!standing) {
        if ((await active(citizenId)).length >= MOST_SUBJECTS) throw full();
        await insertedOnce(db.insertInto('subjects').values(row));
      } else if (standing.removed_at !== null) await revive({ ...row, id: standing.id });
      const bound = (await active(citizenId)).find((each) => each.id === (standing?.id ?? row.id));
      // Another phone of hers bound the same a moment earlier: that one is it.
      const id = bound?.id ?? (await findSame(row))?.id ?? row.id;
      return { id, service, kind: kindName, label: labelOf(kind, fields), fields };
    },

    async unbind(citizenId, subjectId) {
      const subject = (await active(citizenId)).find((each) => each.id === subjectId);
      if (!subject) throw new AppError('not_found');
      await db
        .updateTable('subjects')
        .set({ removed_at: clock.now() })
        .where('id', '=', subjectId)
        .where('citizen_id', '=', citizenId)
        .execute();
      deps.forget(citizenId, subject.service);
    },

    async follow(citizenId, linked, person, asked) {
      const wanted = [
        ...linked
          .filter(({ service, kind }) => kindOf(service, kind)?.from === 'typed')
          .map((subject) => {
            const kind = kindOf(subject.service, subject.kind);
            return {
              row: rowOf(
                citizenId,
                { ...subject, label: kind ? labelOf(kind, subject.fields) : '' },
                'linked',
              ),
            };
          }),
        ...identitySubjects(services, person).map((subject) => ({
          row: rowOf(citizenId, subject, 'proven'),
        })),
      ].map(({ row }) => row);
      const standing = await db
        .selectFrom('subjects')
        .selectAll()
        .where('citizen_id', '=', citizenId)
        .execute();
      const sameAs = (a: SubjectRow) => (b: SubjectRow) =>
        a.service === b.service && a.kind === b.kind && a.fields_index === b.fields_index;
      for (const row of wanted) {
        if (!standing.some(sameAs(row))) await insertedOnce(db.insertInto('subjects').values(row));
      }
      // What the platform no longer says was never hers to keep here. Her own typing stays.
      const follows = asked === 'linked' ? ['linked', 'proven'] : ['proven'];
      const gone = standing.filter((row) => follows.includes(row.origin) && !wanted.some(sameAs(row)));
      if (gone.length === 0) return;
      await db
        .deleteFrom('subjects')
        .where(
          'id',
          'in',
          gone.map((row) => row.id),
        )
        .execute();
      for (const service of new Set(gone.map((row) => row.service))) deps.forget(citizenId, service);
    },
  };
}

/** Kinds that are the person herself: made from the proven identity, never typed. */
function identitySubjects(services: readonly ServiceManifest[], person: Person) {
  return services.flatMap((service) =>
    service.subjects
      .filter((kind) => kind.from === 'identity')
      .map((kind) => ({
        service: service.id,
        kind: kind.kind,
        label: `${kind.title} ${maskedName(person.name)}`,
        fields: { name: person.name, idNumber: person.idNumber },
      })),
  );
}

const full = () =>
  new AppError('state_conflict', { message: `最多绑定 ${MOST_SUBJECTS} 项，请先解除不再使用的绑定。` });
