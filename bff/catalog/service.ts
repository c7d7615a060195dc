import type { Service } from '../../adapters/index.ts';
import type { Verb } from '../contract/home.ts';
import type { ServiceView } from '../contract/services.ts';
import { AppError } from '../platform/app-error.ts';

export interface Catalog {
  list(query: { verb?: Verb | undefined; cursor?: string | undefined; limit: number }): {
    items: ServiceView[];
    nextCursor: string | null;
  };
  detail(id: string): ServiceView;
}

/** What the city offers, straight from the manifests: a new service appears here by being connected. */
export function createCatalog(services: readonly Service[]): Catalog {
  const views = services.map(present).sort((a, b) => (a.id < b.id ? -1 : 1));
  return {
    list({ verb, cursor, limit }) {
      const wanted = views.filter((view) => (verb ? view.verbs.includes(verb) : true));
      if (cursor !== undefined && !views.some((view) => view.id === cursor)) throw badCursor();
      const rest = cursor === undefined ? wanted : wanted.filter((view) => view.id > cursor);
      const items = rest.slice(0, limit);
      return { items, nextCursor: rest.length > limit ? (items.at(-1)?.id ?? null) : null };
    },
    detail(id) {
      const view = views.find((each) => each.id === id);
      if (!view) throw new AppError('not_found');
      return view;
    },
  };
}

const badCursor = () =>
  new AppError('invalid_request', {
    details: { issues: [{ field: 'query.cursor', problem: 'not a cursor' }] },
  });

function present({ manifest, bills }: Service): ServiceView {
  const { id, title, department, seal, icon, levels, transport, refund, legalBasis } = manifest;
  return {
    ...(bills && { codeHint: bills.codeHint }),
    ...{ id, title, department, seal, icon, levels, transport, refund, legalBasis },
    verbs: [...manifest.verbs],
    themes: [...manifest.themes],
    lifeEvents: [...manifest.lifeEvents],
    // What follows from her identity is not offered for typing.
    subjects: manifest.subjects
      .filter((kind) => kind.from === 'typed')
      .map(({ kind, title, fields }) => ({
        kind,
        title,
        fields: fields.map(({ options, ...field }) => ({
          ...field,
          ...(options && { options: [...options] }),
        })),
      })),
  };
}
