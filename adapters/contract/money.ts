/** Money is an integer number of fen (1/100 yuan). Yuan exists only as a string at the edge. */
export type Fen = number;

const YUAN = /^(\d{1,10})(?:\.(\d{1,2}))?$/;

/**
 * Reads a yuan string (`"200"`, `"200.5"`, `"200.00"`) without passing through a float.
 * @returns fen, or null when the text is not a plain non-negative amount.
 */
export function fenFromYuan(yuan: string): Fen | null {
  const match = YUAN.exec(yuan.trim());
  if (!match) return null;
  const [, whole = '0', fraction = ''] = match;
  return Number(whole) * 100 + Number(fraction.padEnd(2, '0'));
}

/** `20050` → `"200.50"`. */
export function yuanFromFen(fen: Fen): string {
  const sign = fen < 0 ? '-' : '';
  const digits = String(Math.abs(fen)).padStart(3, '0');
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
