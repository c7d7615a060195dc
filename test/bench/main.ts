import { join } from 'node:path';
import { ask, type House, startHouse } from '../harness/index.ts';
import { root } from '../harness/root.ts';
import { load, type Measured } from './load.ts';
import { type Footprint, markdownOf, median, rowsOf, writeBetweenMarkers } from './table.ts';
import { setStage } from './targets.ts';

// `npm run bench [rounds]`: every server in a process of its own, all measured in turn within each round.
const ROUNDS = Number(process.argv[2] ?? 7);
const ROUND_MS = 1000;
const WARM_UP_MS = 1500;
const STARTS = 5;

const house = await startHouse({ store: 'sqlite', env: { LOG_LEVEL: 'info' } });
const readyMs = await startUp(house);
const idleMb = await residentMb(house);
const stage = await setStage(house);
const rounds: Map<string, Measured>[] = [];
try {
  for (const target of stage.targets) await load(target, WARM_UP_MS);
  for (let round = 1; round <= ROUNDS; round += 1) {
    process.stderr.write(`round ${round} of ${ROUNDS}\n`);
    const measured = new Map<string, Measured>();
    for (const target of stage.targets) measured.set(target.name, await load(target, ROUND_MS));
    rounds.push(measured);
  }
  const footprint: Footprint = { readyMs, idleMb, loadedMb: await residentMb(house) };
  const table = markdownOf(rowsOf(stage.targets, rounds), footprint, ROUNDS);
  process.stdout.write(`${table}\n`);
  writeBetweenMarkers(join(root, 'docs/performance.md'), table);
} finally {
  await stage.stop();
  await house.stop();
}

/** Median of several starts on standing books. */
async function startUp(of: House): Promise<number> {
  const times: number[] = [];
  for (let start = 0; start < STARTS; start += 1) {
    await of.kill9('bff');
    const began = performance.now();
    await of.restart('bff');
    times.push(performance.now() - began);
  }
  return median(times);
}

async function residentMb(of: House): Promise<number> {
  const { body } = await ask(`${of.opsUrl()}/metrics`);
  const bytes = /^process_resident_memory_bytes (\S+)$/m.exec(String(body))?.[1];
  return Math.round(Number(bytes) / 2 ** 20);
}
