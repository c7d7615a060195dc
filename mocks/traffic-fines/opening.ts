import type { City, Resident, Vehicle } from '../kit/city.ts';
import { cityDay, startOfCityDay } from '../kit/city-time.ts';
import { type Chance, chance } from '../kit/random.ts';
import { type Profile, profileOf } from '../kit/regions.ts';
import { isNeighbour } from '../kit/world.ts';
import type { Offence } from './offence.ts';
import type { TrafficBooks } from './registry-books.ts';

interface Act {
  code: string;
  text: string;
  points: number | null;
  yuan: number;
}

/** Act codes and points as in the national code table; fines as provinces commonly set them. */
const RED_LIGHT: Act = { code: '1625', text: '驾驶机动车违反道路交通信号灯通行的', points: 6, yuan: 200 };
const acts: readonly Act[] = [
  RED_LIGHT,
  { code: '1039', text: '机动车违反规定停放、临时停车，妨碍其他车辆、行人通行的', points: null, yuan: 100 },
  { code: '1345', text: '机动车违反禁止标线指示的', points: 1, yuan: 100 },
  { code: '1223', text: '驾驶机动车有拨打、接听手持电话等妨碍安全驾驶的行为的', points: 3, yuan: 150 },
  { code: '1352', text: '驾驶机动车超过规定时速10%以上未达20%的', points: null, yuan: 50 },
];

/** What a case is like: when its last day without late charge is, counted from today. */
type Case =
  | { as: 'decided'; dueIn: number; act?: Act; camera?: number; fate?: 'withdrawn' | 'paid' | 'warned' }
  | { as: 'captured' };

/** Fills the books from the world, with dates that stand around the city's today. */
export function openTrafficBooks(city: City, books: TrafficBooks): void {
  const profile = profileOf(city.profile);
  // Another seed, other numbers: who paid a decision in one world must not find it paid in the next.
  const first = 10_000_000 + chance(city.seed, 'numbers').below(8_999) * 10_000;
  city.world.vehicles.forEach((vehicle, index) => {
    const draw = chance(city.seed, city.profile, 'offences', vehicle.owner.login);
    const own = casesOf(vehicle.owner, index, draw).map((each, place) =>
      offence(each, vehicle, first + index * 10 + place, profile, draw, city),
    );
    books.addVehicle(vehicle, own);
    books.addPerson(vehicle.owner.idNumber, own);
  });
}

function casesOf(owner: Resident, index: number, draw: Chance): readonly Case[] {
  if (owner.login === 'lin') {
    return [
      { as: 'decided', dueIn: 5, camera: 0 },
      { as: 'decided', dueIn: -3, act: RED_LIGHT, camera: 1 },
      { as: 'captured' },
    ];
  }
  if (owner.login === 'daughter') return [{ as: 'decided', dueIn: 8 }];
  if (!isNeighbour(owner)) {
    return [
      { as: 'decided', dueIn: 2 + draw.below(12) },
      { as: 'decided', dueIn: -1 - draw.below(40) },
      { as: 'captured' },
    ];
  }
  const fates = [
    { as: 'decided', dueIn: 4, fate: 'withdrawn' },
    { as: 'decided', dueIn: -6, fate: 'paid' },
    { as: 'decided', dueIn: 3, fate: 'warned' },
  ] as const;
  return fates.filter((_, i) => i === index % 4);
}

function offence(
  one: Case,
  vehicle: Vehicle,
  serial: number,
  profile: Profile,
  draw: Chance,
  city: City,
): Offence {
  const today = cityDay(city.clock.now());
  const decided = one.as === 'decided' ? one : null;
  const servedDay = decided ? today + decided.dueIn - 15 : null;
  // Between 2 and 11 days lie between the camera and the decision.
  const at =
    startOfCityDay((servedDay ?? today) - 2 - draw.below(10)) + (6 * 60 + draw.below(15 * 60)) * 60_000;
  const act = decided?.act ?? draw.pick(acts);
  const place = profile.cameras[decided?.camera ?? -1] ?? draw.pick(profile.cameras);
  const warned = decided?.fate === 'warned';
  const fineFen = warned ? 0 : act.yuan * 100;
  const paid = decided?.fate === 'paid';
  return {
    ...numbers(profile, serial, decided !== null),
    plateKind: vehicle.plateKind,
    plate: vehicle.plate,
    party: decided ? vehicle.owner.name : '',
    at,
    place,
    actCode: act.code,
    act: act.text,
    points: warned ? 0 : act.points,
    fineFen,
    penalty: decided ? (warned ? '1' : '2') : '',
    servedDay,
    issuer: profile.police,
    withdrawn: decided?.fate === 'withdrawn',
    changedAt: at + 86_400_000,
    settledBy: paid ? 'counter' : null,
    paidFen: paid ? fineFen : null,
    timesSettled: paid ? 1 : 0,
    keys: [],
  };
}

/** Violation numbers have 16 digits; decision numbers 15, and 16 since the platform was renewed. */
function numbers(profile: Profile, serial: number, decided: boolean): { wfbh: string; jdsbh: string | null } {
  const region = profile.divisions[0]?.[0] ?? '';
  const eight = String(serial);
  const jdsbh = serial % 2 === 0 ? `${region}1${eight}` : `${region}10${eight}`;
  return { wfbh: `${region}79${eight}`, jdsbh: decided ? jdsbh : null };
}
