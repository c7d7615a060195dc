import { rfc3339 } from '../platform/time.ts';

/** What a field of a subscribe message is to show. Money in fen, moments in epoch milliseconds. */
export type FieldValue = string | { fen: number } | { at: number };

const LIMITS: Readonly<Record<string, number>> = {
  thing: 20,
  number: 32,
  letter: 32,
  symbol: 5,
  character_string: 32,
  phone_number: 17,
  car_number: 8,
  name: 10,
  phrase: 5,
};

/** Characters that a kind takes; everything else is dropped. */
const ALLOWED: Readonly<Record<string, RegExp>> = {
  number: /[\d.-]/u,
  letter: /[A-Za-z]/u,
  symbol: /[\p{P}\p{S}]/u,
  character_string: /[\x21-\x7e]/u,
  phone_number: /[\d+()-]/u,
  car_number: /[\p{Script=Han}A-Z0-9]/u,
  name: /[\p{Script=Han}]/u,
  phrase: /[\p{Script=Han}]/u,
};

/** Only running text may end in an ellipsis: in a number it would be wrong. */
const CUT_WITH_DOTS = new Set(['thing']);

/** What a field shows when nothing is left to show: WeChat refuses empty ones. */
const NOTHING: Readonly<Record<string, string>> = { thing: '无', phrase: '无', name: '无', number: '0' };

/**
 * The value of one field in the form its kind demands (`thing1` is of kind `thing`). WeChat refuses the whole message (47003)
 * for one character too many.
 * @throws Error for a kind this house does not use
 */
export function formatField(field: string, value: FieldValue): string {
  const kind = field.replace(/\d+$/, '');
  if (typeof value === 'object')
    return 'fen' in value ? formatAmount(kind, value.fen) : formatMoment(kind, value.at);
  const limit = LIMITS[kind];
  if (limit === undefined) throw new Error(`field kind "${kind}" takes no text`);
  const allowed = ALLOWED[kind];
  const plain = value.replace(/[\p{C}\s]+/gu, ' ').trim();
  const chars = [...plain].filter((char) => !allowed || allowed.test(char));
  return cut(chars, limit, CUT_WITH_DOTS.has(kind)) || (NOTHING[kind] ?? '-');
}

function cut(chars: string[], limit: number, dots: boolean): string {
  if (chars.length <= limit) return chars.join('');
  return dots ? `${chars.slice(0, limit - 1).join('')}…` : chars.slice(0, limit).join('');
}

/** One currency sign and at most ten digits. */
function formatAmount(kind: string, fen: number): string {
  if (kind !== 'amount') throw new Error(`field kind "${kind}" takes no money`);
  const yuan = `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;
  return yuan.length > 11 ? `¥${Math.floor(fen / 100)}` : `¥${yuan}`;
}

/** `2026-11-22 09:30`, the city's time. */
function formatMoment(kind: string, at: number): string {
  const text = rfc3339(at);
  if (kind === 'date') return text.slice(0, 10);
  if (kind !== 'time') throw new Error(`field kind "${kind}" takes no moment`);
  return `${text.slice(0, 10)} ${text.slice(11, 16)}`;
}
