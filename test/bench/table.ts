import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import type { Measured } from './load.ts';
import type { NamedTarget } from './targets.ts';

export interface Row {
  target: NamedTarget;
  median: Measured;
  /** Median over the rounds of (its requests per second) / (the bare server's in the same round). */
  ratio: number | null;
}

export interface Footprint {
  readyMs: number;
  idleMb: number;
  loadedMb: number;
}

export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

export function rowsOf(targets: readonly NamedTarget[], rounds: readonly Map<string, Measured>[]): Row[] {
  return targets.map((target) => {
    const all = rounds.flatMap((round) => round.get(target.name) ?? []);
    const middle = (of: (measured: Measured) => number) => median(all.map(of));
    const ratios = rounds.map((round) => {
      const bare = target.against === null ? undefined : round.get(target.against);
      return (round.get(target.name)?.perSecond ?? 0) / (bare?.perSecond ?? Number.NaN);
    });
    return {
      target,
      median: {
        perSecond: middle((m) => m.perSecond),
        p50Ms: middle((m) => m.p50Ms),
        p99Ms: middle((m) => m.p99Ms),
      },
      ratio: target.against === null ? null : median(ratios),
    };
  });
}

export function markdownOf(rows: readonly Row[], footprint: Footprint, rounds: number): string {
  const cells = rows.map(({ target, median: m, ratio }) => [
    target.name,
    String(target.bytes),
    String(Math.round(m.perSecond)),
    ratio === null ? '1' : ratio.toFixed(2),
    m.p50Ms.toFixed(1),
    m.p99Ms.toFixed(1),
  ]);
  return [
    `${cpus().length} cores (${cpus()[0]?.model.trim()}), Node ${process.version}, SQLite, ${rounds} rounds interleaved, medians, 32 connections.`,
    '',
    '| | bytes | requests/s | of bare node:http | p50 ms | p99 ms |',
    '|---|---:|---:|---:|---:|---:|',
    ...cells.map((row) => `| ${row.join(' | ')} |`),
    '',
    `Backend from spawn to ready: ${Math.round(footprint.readyMs)} ms. Resident memory: ${footprint.idleMb} MB after start, ${footprint.loadedMb} MB under load.`,
  ].join('\n');
}

/** Puts the table between the markers of docs/performance.md. */
export function writeBetweenMarkers(file: string, table: string): void {
  const text = readFileSync(file, 'utf8');
  const markers = /(<!-- bench:begin -->\n)[\s\S]*(<!-- bench:end -->)/;
  if (!markers.test(text)) throw new Error(`${file} has no bench markers`);
  writeFileSync(
    file,
    text.replace(markers, (_, begin: string, end: string) => `${begin}${table}\n${end}`),
  );
}
