import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkCharacter } from './id-number.ts';
import { profiles } from './regions.ts';
import { buildWorld, isNeighbour } from './world.ts';

const profile = fc.constantFrom(...Object.keys(profiles));
const seed = fc.string({ minLength: 1, maxLength: 20 });
const anyWorld = (check: (world: ReturnType<typeof buildWorld>, profileId: string) => void) =>
  fc.assert(
    fc.property(profile, seed, (profileId, word) => check(buildWorld(profileId, word), profileId)),
    { numRuns: 25 },
  );

const ORDINARY = /^[A-HJ-NP-Z][A-HJ-NP-Z0-9]{5}$/;
const GREEN = /^[A-HJ-NP-Z][A-HJK][A-HJ-NP-Z0-9][0-9]{4}$/;

test('the same city and seed make the same world', () => {
  fc.assert(
    fc.property(profile, seed, (profileId, word) => {
      const [one, again] = [buildWorld(profileId, word), buildWorld(profileId, word)];
      expect(again.residents).toEqual(one.residents);
      expect(again.vehicles).toEqual(one.vehicles);
    }),
    { numRuns: 10 },
  );
});

test('another seed makes other numbers but leaves people their WeChat', () => {
  const [one, other] = ['one', 'other'].map((word) => buildWorld('taizhou', word).resident('lin'));
  expect(one?.idNumber).not.toBe(other?.idNumber);
  expect(one?.openid).toBe(other?.openid);
});

test('ID numbers are valid, of this city’s divisions, and nobody shares one', () => {
  anyWorld((world, profileId) => {
    const regions = profiles[profileId]?.divisions.map(([code]) => code);
    for (const { idNumber } of world.residents) {
      expect(idNumber).toMatch(/^\d{17}[\dX]$/);
      expect(checkCharacter(idNumber.slice(0, 17))).toBe(idNumber.charAt(17));
      expect(regions).toContain(idNumber.slice(0, 6));
      const birth = `${idNumber.slice(6, 10)}-${idNumber.slice(10, 12)}-${idNumber.slice(12, 14)}`;
      expect(new Date(birth).toISOString().slice(0, 10)).toBe(birth);
    }
    expect(new Set(world.residents.map((each) => each.idNumber)).size).toBe(world.residents.length);
  });
});

test('phones and openids have their form and are nobody else’s', () => {
  anyWorld((world) => {
    for (const { phone, openid } of world.residents) {
      expect(phone).toMatch(/^1[3-9]\d{9}$/);
      expect(openid).toMatch(/^o[0-9A-Za-z_-]{27}$/);
    }
    expect(new Set(world.residents.map((each) => each.phone)).size).toBe(world.residents.length);
    expect(new Set(world.residents.map((each) => each.openid)).size).toBe(world.residents.length);
  });
});

test('plates are valid for their kind, of this city, and unique', () => {
  anyWorld((world, profileId) => {
    for (const { plate, plateKind } of world.vehicles) {
      expect(plate.startsWith(profiles[profileId]?.plate ?? 'none')).toBe(true);
      expect(plate.slice(1)).toMatch(plateKind === '52' ? GREEN : ORDINARY);
    }
    expect(new Set(world.vehicles.map((each) => each.plate)).size).toBe(world.vehicles.length);
  });
});

describe.each(Object.keys(profiles))('the people of %s', (profileId) => {
  const world = buildWorld(profileId, 'yijitong');
  const vehiclesOf = (login: string) =>
    world.vehicles.filter((each) => each.household === world.resident(login)?.household);

  test('the personas stand in their stories', () => {
    expect(vehiclesOf('lin')).toHaveLength(1);
    expect(vehiclesOf('wang')).toEqual(vehiclesOf('lin'));
    expect(world.resident('wang')?.address).toBe(world.resident('lin')?.address);
    expect(vehiclesOf('empty')).toEqual([]);
    expect(vehiclesOf('elder')).toEqual([]);
    expect(vehiclesOf('daughter')).toHaveLength(1);
    expect(world.resident('new')?.linked).toBeNull();
  });

  test('two hundred residents can log in, each with an own vehicle; neighbours cannot', () => {
    for (let i = 1; i <= 200; i += 1) {
      const login = `r${String(i).padStart(4, '0')}`;
      expect(world.resident(login)?.linked).toBe('2');
      expect(vehiclesOf(login)).toHaveLength(1);
    }
    expect(world.resident('r0201')).toBeUndefined();
    expect(world.resident('n0001')).toBeUndefined();
    expect(world.residents.some(isNeighbour)).toBe(true);
  });

  test('names are Chinese names', () => {
    for (const { name } of world.residents) expect(name).toMatch(/^\p{Script=Han}{2,4}$/u);
  });
});
