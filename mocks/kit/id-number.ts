const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** GB 11643 check character of the first 17 digits. */
export function checkCharacter(first17: string): string {
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(first17[i]), 0);
  return '10X98765432'.charAt(sum % 11);
}

/** @param birth `YYYYMMDD` @param sequence 0–999; odd for men. */
export function idNumber(region: string, birth: string, sequence: number): string {
  const first17 = region + birth + String(sequence).padStart(3, '0');
  return first17 + checkCharacter(first17);
}
