import type { ServiceView } from '../../../../../bff/contract';

export type SubjectKind = ServiceView['subjects'][number];
export type KindField = SubjectKind['fields'][number];
export type Values = Record<string, string>;

/** A closed choice starts at its first option; text starts empty. */
export const startValues = (kind: SubjectKind): Values =>
  Object.fromEntries(kind.fields.map((field) => [field.name, field.options?.[0]?.value ?? '']));

/** The service's own hint for each field that does not fit its pattern. */
export function problemsIn(kind: SubjectKind, values: Values): Partial<Record<string, string>> {
  const wrong = kind.fields.filter((field) => !new RegExp(field.pattern).test(values[field.name] ?? ''));
  return Object.fromEntries(wrong.map((field) => [field.name, field.hint]));
}

/** Plates and account numbers are written in capitals and without spaces. */
export const tidy = (value: string): string => value.replace(/\s+/g, '').toUpperCase();
