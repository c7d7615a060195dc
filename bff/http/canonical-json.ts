import { AppError } from '../platform/app-error.ts';

/** Deeper than any body the front door knows. */
const DEEPEST = 32;

/** JSON with keys in order, so that the same body is the same text however its sender wrote it. */
export function canonicalJson(value: unknown, depth = 0): string {
  if (depth > DEEPEST) {
    throw new AppError('invalid_request', {
      details: { issues: [{ field: 'body', problem: 'nested too deep' }] },
    });
  }
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item, depth + 1)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, inner]) => `${JSON.stringify(name)}:${canonicalJson(inner, depth + 1)}`).join(',')}}`;
}
