import type { Chance } from './random.ts';

/** I and O are never used: they read as 1 and 0. */
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ';

/** An ordinary plate has five places after the letter; drivers like a letter or two among them. */
export function ordinaryPlate(prefix: string, serial: number, draw: Chance): string {
  const letter = draw.pick([...LETTERS]);
  return `${prefix}${serial % 10}${letter}${String(Math.floor(serial / 10) % 1000).padStart(3, '0')}`;
}

/** A small new-energy plate: D for battery cars, a letter or digit, four digits. */
export function newEnergyPlate(prefix: string, serial: number, draw: Chance): string {
  return `${prefix}D${draw.pick([...LETTERS])}${String(serial % 10000).padStart(4, '0')}`;
}

/** VINs use no I, O or Q. */
const VIN_LETTERS = 'ABCDEFGHJKLMNPRSTUVWXYZ0123456789';
const VIN_VALUES: Readonly<Record<string, number>> = {
  ...Object.fromEntries([...'0123456789'].map((digit) => [digit, Number(digit)])),
  ...Object.fromEntries([...'ABCDEFGH'].map((letter, i) => [letter, i + 1])),
  ...Object.fromEntries([...'JKLMN'].map((letter, i) => [letter, i + 1])),
  P: 7,
  R: 9,
  ...Object.fromEntries([...'STUVWXYZ'].map((letter, i) => [letter, i + 2])),
};
const VIN_WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];

/** Check character at place nine (GB 16735): Σ value × weight mod 11. */
export function vinCheck(vin: string): string {
  const sum = VIN_WEIGHTS.reduce((total, weight, i) => total + weight * (VIN_VALUES[vin.charAt(i)] ?? 0), 0);
  return sum % 11 === 10 ? 'X' : String(sum % 11);
}

/** Seventeen places; the last six are digits, as makers number their cars. */
export function vehicleVin(serial: number, draw: Chance): string {
  const maker = draw.pick(['LSV', 'LFV', 'LGX', 'LBV', 'LVG', 'LSG']);
  const model = Array.from({ length: 5 }, () => draw.pick([...VIN_LETTERS])).join('');
  const tail = `${draw.pick([...'NPRSTV'])}${draw.pick([...VIN_LETTERS])}${String((serial * 7919 + draw.below(7919)) % 1000000).padStart(6, '0')}`;
  const blank = `${maker}${model}0${tail}`;
  return `${maker}${model}${vinCheck(blank)}${tail}`;
}
