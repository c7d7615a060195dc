/** A proven person. Only inside this room and towards the bureaus. */
export interface Person {
  name: string;
  idNumber: string;
  phone: string;
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS = '10X98765432';
/** Provinces of GB/T 2260, Taiwan, Hong Kong, Macau, and 9… of foreigners' cards. */
const PROVINCE = /^(1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|91)/;

/** GB 11643: form, province, a real birthday between 1900 and today, check character. Unknown counties are let through. */
export function isIdNumber(text: string, now: number): boolean {
  if (!/^\d{17}[\dX]$/.test(text) || !PROVINCE.test(text)) return false;
  const born = `${text.slice(6, 10)}-${text.slice(10, 12)}-${text.slice(12, 14)}`;
  const at = Date.parse(`${born}T00:00:00Z`);
  if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== born) return false;
  if (Number(text.slice(6, 10)) < 1900 || at > now) return false;
  const sum = WEIGHTS.reduce((total, weight, place) => total + weight * Number(text[place]), 0);
  return CHECKS[sum % 11] === text[17];
}

/** One kind of dot for minority names, no space around. */
export function normalName(name: string): string {
  return name
    .normalize('NFC')
    .trim()
    .replace(/[•‧・．.]/g, '·');
}

/** `林晓燕` → `林*`: the first character stays, the length is not told. */
export function maskedName(name: string): string {
  const [first = ''] = name;
  return `${first}*`;
}
