import { readFileSync } from 'node:fs';
import { buildWorld } from '../../mocks/kit/world.ts';

/** Reset seeds are not used in the tests: every house has the world of the city's first seed. */
const SEED = 'yijitong';

export interface Taint {
  file: string;
  line: number;
  what: string;
}

/**
 * Looks for persons in the logs of a house: of everybody who signed in there, the name, ID number, phone, plate, VIN and
 * openid, in plain text, percent-encoded and base64. Answers where, not what.
 */
export function findPersons(profile: string, logins: Iterable<string>, files: readonly string[]): Taint[] {
  const secrets = [...new Set(logins)].flatMap((login) => secretsOf(profile, login));
  return files.flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .flatMap((text, index) =>
        secrets
          .filter(({ spellings }) => spellings.some((each) => text.includes(each)))
          .map(({ what }) => ({ file, line: index + 1, what })),
      ),
  );
}

function secretsOf(profile: string, login: string): { what: string; spellings: string[] }[] {
  const world = buildWorld(profile, SEED);
  const person = world.resident(login);
  if (!person) return [];
  const vehicles = world.vehicles.filter((each) => each.household === person.household);
  const facts: [string, string][] = [
    ['name', person.name],
    ['ID number', person.idNumber],
    ['phone', person.phone],
    ['openid', person.openid],
    ...vehicles.flatMap((each): [string, string][] => [
      ['plate', each.plate],
      ['VIN', each.vin],
    ]),
  ];
  return facts.map(([what, value]) => ({ what: `${what} of ${login}`, spellings: spellingsOf(value) }));
}

function spellingsOf(value: string): string[] {
  return [value, encodeURIComponent(value), Buffer.from(value).toString('base64').replace(/=+$/, '')];
}
