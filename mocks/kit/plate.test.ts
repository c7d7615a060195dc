import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newEnergyPlate, ordinaryPlate, vehicleVin, vinCheck } from './plate.ts';
import { chance } from './random.ts';

const serial = fc.integer({ min: 1000, max: 9999 });

test('ordinary plates have the form of the standard', () => {
  fc.assert(
    fc.property(serial, fc.string(), (n, seed) => {
      expect(ordinaryPlate('湘E', n, chance(seed))).toMatch(/^湘E[A-HJ-NP-Z0-9]{5}$/);
    }),
  );
});

test('new-energy plates have eight places', () => {
  fc.assert(
    fc.property(serial, fc.string(), (n, seed) => {
      expect(newEnergyPlate('鄂B', n, chance(seed))).toMatch(/^鄂B[A-HJK][A-HJ-NP-Z0-9][0-9]{4}$/);
    }),
  );
});

test('the VIN check agrees with published examples', () => {
  expect(vinCheck('1M8GDM9AXKP042788')).toBe('X');
  expect(vinCheck('11111111111111111')).toBe('1');
});

test('every VIN carries its own check and ends in six digits', () => {
  fc.assert(
    fc.property(fc.nat(500), fc.string(), (n, seed) => {
      const vin = vehicleVin(n, chance(seed));
      expect(vin).toMatch(/^[A-HJ-NPR-Z0-9]{11}\d{6}$/);
      expect(vin.charAt(8)).toBe(vinCheck(vin));
    }),
  );
});
