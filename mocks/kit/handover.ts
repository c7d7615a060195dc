import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Counterpart } from './city.ts';

export function handoverDir(dataDir: string): string {
  return join(dataDir, 'handover');
}

/**
 * Writes what a backend needs to live in this city: `bff.env.json` (flat, variable → value) and the files it names.
 * The JSON comes last and by rename, so that whoever sees it finds everything complete.
 */
export function writeHandover(
  dataDir: string,
  own: Readonly<Record<string, string>>,
  counterparts: readonly Counterpart[],
): void {
  const dir = handoverDir(dataDir);
  // Merchants of an earlier run must not be taken for ours.
  rmSync(dir, { recursive: true, force: true });
  const parts = counterparts.map((each) => each.handover());
  for (const part of parts) {
    for (const [name, content] of Object.entries(part.files ?? {})) write(join(dir, name), content);
  }
  const env = Object.assign({}, own, ...parts.map((part) => part.env));
  const target = join(dir, 'bff.env.json');
  write(`${target}.new`, `${JSON.stringify(env, null, 2)}\n`);
  renameSync(`${target}.new`, target);
}

function write(path: string, content: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileSync(path, content, { mode: 0o600 });
}
