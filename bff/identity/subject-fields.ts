import type { SubjectField, SubjectKind } from '../../adapters/index.ts';
import { AppError } from '../platform/app-error.ts';

export type SubjectFields = Readonly<Record<string, string>>;

/**
 * Checks what a resident typed against the service's own patterns. Small letters, spaces and the dot on a plate are forgiven.
 * Throws `invalid_request` with the field's own hint.
 */
export function readFields(kind: SubjectKind, typed: SubjectFields): SubjectFields {
  const known = new Set(kind.fields.map((field) => field.name));
  const stranger = Object.keys(typed).find((name) => !known.has(name));
  if (stranger !== undefined) throw refused([{ field: 'body.fields', problem: 'unknown field' }]);
  const read: Record<string, string> = {};
  const issues: { field: string; problem: string }[] = [];
  for (const field of kind.fields) {
    const value = fitting(field, typed[field.name] ?? '');
    if (value === null) issues.push({ field: `body.fields.${field.name}`, problem: field.hint });
    else read[field.name] = value;
  }
  if (issues.length > 0) throw refused(issues, `${issues[0]?.problem}。`);
  return read;
}

function fitting(field: SubjectField, typed: string): string | null {
  const pattern = new RegExp(field.pattern, 'u');
  const plain = typed.normalize('NFKC').trim();
  const tight = plain.replace(/[\s·•.-]/g, '').toUpperCase();
  return [plain, tight].find((text) => pattern.test(text)) ?? null;
}

const refused = (issues: { field: string; problem: string }[], message?: string) =>
  new AppError('invalid_request', { details: { issues }, ...(message && { message }) });

const PLATE = /^([\u4e00-\u9fff][A-Z])([A-Z0-9]{4,5}[A-Z0-9挂学警港澳])$/;

/** An account number is told by its end: enough to know one's own, too little to use another's. */
const ACCOUNT = /^\d{4,}(\d{4})$/;

/** What the resident calls it: `湘E·3K926 小型汽车`. The first free field, then the chosen words; proofs such as a VIN stay out. */
export function labelOf(kind: SubjectKind, fields: SubjectFields): string {
  const free = kind.fields.find((field) => !field.options);
  const name = (fields[free?.name ?? ''] ?? '').replace(PLATE, '$1·$2').replace(ACCOUNT, '尾号 $1');
  const words = kind.fields.flatMap(
    (field) => field.options?.filter((option) => option.value === fields[field.name]) ?? [],
  );
  return [name, ...words.map((option) => option.label)].filter((part) => part !== '').join(' ') || kind.title;
}
