import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { root } from '../harness/root.ts';
import { walls } from './walls.ts';

/** Small houses are built inside this checkout, so that packages resolve as they do for the real one. */
const plots = join(root, '.cache');

/**
 * Builds a house of the given files and answers which walls it breaks: `<wall>: <file> → <what it imports>`.
 * @param files path → source
 */
export async function brokenWalls(files: Readonly<Record<string, string>>): Promise<string[]> {
  mkdirSync(plots, { recursive: true });
  const house = mkdtempSync(join(plots, 'walls-'));
  try {
    for (const [path, source] of Object.entries(files)) {
      mkdirSync(dirname(join(house, path)), { recursive: true });
      writeFileSync(join(house, path), source);
    }
    return await cruised(house);
  } finally {
    rmSync(house, { recursive: true, force: true });
  }
}

async function cruised(house: string): Promise<string[]> {
  const { forbidden, options } = walls;
  const { enhancedResolveOptions, ...rest } = options;
  const { output } = await cruise(
    ['.'],
    { ...rest, baseDir: house, validate: true, ruleSet: { forbidden } },
    { ...enhancedResolveOptions },
  );
  return (output as ICruiseResult).summary.violations.map(
    ({ rule, from, to }) => `${rule.name}: ${from} → ${to}`,
  );
}
