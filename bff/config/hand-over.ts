import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { BadEnvironment } from './environment.ts';

const HandOver = z.record(z.string(), z.string());

/** What the simulated city says a backend needs to live in it; empty when no city has been started here. */
export function readHandOver(cityData: string): Record<string, string> {
  const file = join(cityData, 'handover', 'bff.env.json');
  if (!existsSync(file)) return {};
  try {
    return HandOver.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    throw new BadEnvironment('CITY_DATA', `holds a hand-over that cannot be read: ${file}`);
  }
}
