import { resolve } from 'node:path';
import { profiles } from './regions.ts';

export interface CitySettings {
  /** 0 = any free port. */
  port: number;
  /** Folder of the books and of the hand-over, absolute. */
  dataDir: string;
  profile: string;
}

/** Read by others in the same environment, so not a slip of the pen here. */
const OTHERS = new Set(['CITY_CLOCK_URL']);
const OURS = new Set(['CITY_PORT', 'CITY_DATA', 'CITY', 'CITY_KEYS']);

/** Parses the city's environment. Throws an Error that names the variable when one is unknown or bad. */
export function readSettings(env: Readonly<Record<string, string | undefined>>): CitySettings {
  for (const name of Object.keys(env)) {
    if (name.startsWith('CITY_') && !OURS.has(name) && !OTHERS.has(name)) {
      throw new Error(`${name}: unknown variable; the city reads ${[...OURS].join(', ')}`);
    }
  }
  return {
    port: readPort(env.CITY_PORT ?? '8081'),
    dataDir: readFolder(env.CITY_DATA ?? '.data/city'),
    profile: readProfile(env.CITY ?? 'xinshao'),
  };
}

function readPort(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65535) {
    throw new Error(`CITY_PORT: must be a port number 0–65535, is "${text}"`);
  }
  return Number(text);
}

function readFolder(text: string): string {
  if (text.trim() === '') throw new Error('CITY_DATA: must name a folder, is empty');
  return resolve(text);
}

function readProfile(text: string): string {
  if (!Object.hasOwn(profiles, text)) {
    throw new Error(`CITY: must be one of ${Object.keys(profiles).join(', ')}, is "${text}"`);
  }
  return text;
}
