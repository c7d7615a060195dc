import { createHash } from 'node:crypto';
import type { Resident, Vehicle, World } from './city.ts';
import { idNumber } from './id-number.ts';
import { drawName } from './names.ts';
import { type Persona, personas } from './personas.ts';
import { newEnergyPlate, ordinaryPlate, vehicleVin } from './plate.ts';
import { type Chance, chance } from './random.ts';
import { type Profile, profileOf } from './regions.ts';

/** Residents with a login code `demo-r0001` … */
const SEEDED = 200;
/** People the city knows but who have no WeChat login here: `n0001` … */
const NEIGHBOURS = 24;

/** The people and vehicles of a city. The same profile and seed make the same world on every machine. */
export function buildWorld(profileId: string, seed: string): World {
  const profile = profileOf(profileId);
  const plan = [...personas, ...crowd('r', SEEDED, seed), ...crowd('n', NEIGHBOURS, seed)];
  const residents = plan.map((person, index) => settle(person, index, profile, profileId, seed));
  const vehicles = plan.flatMap((person, index) => {
    const owner = residents[index];
    return person.vehicle && owner ? [register(owner, index, profile, seed)] : [];
  });
  const waterAccounts = residents
    .filter((each) => each.login === 'lin' || isNeighbour(each))
    .map((owner) => ({ number: `00${chance(seed, profileId, 'water', owner.login).digits(8)}`, owner }));
  const byLogin = new Map(residents.filter((each) => !isNeighbour(each)).map((each) => [each.login, each]));
  return { residents, vehicles, waterAccounts, resident: (login) => byLogin.get(login) };
}

/** Neighbours fill the bureaus' books with what no demo resident has: withdrawn, paid and warned. */
export function isNeighbour(resident: Resident): boolean {
  return /^n\d{4}$/.test(resident.login);
}

type Plan = Omit<Persona, 'story'> & { story?: string };

function crowd(letter: 'r' | 'n', count: number, seed: string): Plan[] {
  return Array.from({ length: count }, (_, i) => {
    const login = `${letter}${String(i + 1).padStart(4, '0')}`;
    const draw = chance(seed, 'person', login);
    return {
      login,
      ...drawName(draw),
      born: 1950 + draw.below(55),
      linked: letter === 'r' ? '2' : null,
      household: login,
      vehicle: true,
    };
  });
}

function settle(plan: Plan, index: number, profile: Profile, profileId: string, seed: string): Resident {
  const draw = chance(seed, profileId, 'resident', plan.login);
  const [region] = draw.pick(profile.divisions);
  const home = chance(seed, profileId, 'home', plan.household);
  const [, place] = home.pick(profile.divisions);
  return {
    login: plan.login,
    name: plan.name,
    idNumber: idNumber(region, birthday(plan.born, draw), sequence(index, plan.man)),
    // The last four digits carry the index, so no two residents share a phone.
    phone: `1${draw.pick(['38', '39', '50', '58', '77', '86', '89'])}${draw.digits(4)}${String(index + 1000)}`,
    openid: openidOf(profileId, plan.login),
    linked: plan.linked,
    household: plan.household,
    address: `${place}${home.pick(profile.streets)}${1 + home.below(188)}号${1 + home.below(12)}栋${101 + home.below(17) * 100}室`,
    ...(plan.story === undefined ? {} : { story: plan.story }),
  };
}

function birthday(year: number, draw: Chance): string {
  const day = new Date(Date.UTC(year, 0, 1 + draw.below(365)));
  return day.toISOString().slice(0, 10).replaceAll('-', '');
}

/** 000–999, unique per index up to 500, odd for men. */
function sequence(index: number, man: boolean): number {
  return (index * 2 + (man ? 1 : 0)) % 1000;
}

/** 28 characters beginning with `o`, like WeChat's. The seed has no part in it: people keep their WeChat. */
function openidOf(profileId: string, login: string): string {
  const hash = createHash('sha256').update(`openid ${profileId} ${login}`).digest('base64url');
  return `o${hash.slice(0, 27)}`;
}

function register(owner: Resident, index: number, profile: Profile, seed: string): Vehicle {
  const draw = chance(seed, profile.name, 'vehicle', owner.login);
  // Every fifth car is electric, and so wears a green plate of eight places.
  const electric = index % 5 === 4;
  const serial = 1000 + index * 13 + draw.below(13);
  return {
    plateKind: electric ? '52' : '02',
    plate: electric
      ? newEnergyPlate(profile.plate, serial, draw)
      : ordinaryPlate(profile.plate, serial, draw),
    vin: vehicleVin(index, draw),
    owner,
    household: owner.household,
  };
}
