import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { root } from './root.ts';

export interface ProgramSettings {
  name: string;
  /** Relative to the repository. */
  file: string;
  env: Readonly<Record<string, string>>;
  /** Folder it works in, the repository when absent. */
  cwd?: string;
  /** The line that says the program is ready; its groups are handed out. */
  ready: RegExp;
  /** Everything it says is appended there, without a pipe: what it said outlives both of us. */
  logFile: string;
}

/** A real process of the product, from its first line to its end. */
export interface Program {
  name: string;
  pid: number;
  /** Groups of the ready line. */
  said: readonly string[];
  alive(): boolean;
  /** Like pulling the plug. */
  kill9(): Promise<void>;
  /** Asks it to end, and answers how long that took (ms) and its exit code. Killed after ten seconds. */
  end(): Promise<{ tookMs: number; code: number | null }>;
}

const READY_MS = 30_000;
const POLL_MS = 20;
const END_MS = 10_000;
/** What a program may inherit; everything else is said by the test, so that a developer's shell changes nothing. */
const INHERITED = ['PATH', 'HOME', 'TMPDIR', 'SYSTEMROOT'];

const running = new Set<ChildProcess>();
/** A test process that ends early leaves nobody behind. */
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Resolves when the ready line is seen. Throws with the end of its output when it ends first or takes too long. */
export async function startProgram(settings: ProgramSettings): Promise<Program> {
  const inherited = INHERITED.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []));
  const log = openSync(settings.logFile, 'a');
  const earlier = statSync(settings.logFile).size;
  const child = spawn(process.execPath, [resolve(root, settings.file)], {
    cwd: settings.cwd ?? root,
    env: { ...Object.fromEntries(inherited), ...settings.env },
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  running.add(child);
  child.once('exit', () => running.delete(child));
  const said = await readyLine(child, settings, earlier);
  return {
    name: settings.name,
    pid: child.pid ?? 0,
    said,
    alive: () => child.exitCode === null && child.signalCode === null,
    kill9: () => kill9(child),
    end: () => end(child),
  };
}

/** @param earlier bytes of the log that an earlier process of this name wrote */
async function readyLine(
  child: ChildProcess,
  settings: ProgramSettings,
  earlier: number,
): Promise<readonly string[]> {
  const output = () => readFileSync(settings.logFile).subarray(earlier).toString();
  const deadline = Date.now() + READY_MS;
  const ended = once(child, 'exit');
  for (;;) {
    const match = settings.ready.exec(output());
    if (match) return match.slice(1);
    const gone = child.exitCode ?? child.signalCode;
    const why = gone === null ? `was not ready within ${READY_MS} ms` : `ended (${gone}) before it was ready`;
    if (gone !== null || Date.now() > deadline) {
      child.kill('SIGKILL');
      throw new Error(`${settings.name} ${why}:\n${output().slice(-4000)}`);
    }
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, POLL_MS))]);
  }
}

async function kill9(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

async function end(child: ChildProcess): Promise<{ tookMs: number; code: number | null }> {
  const asked = Date.now();
  if (child.exitCode !== null || child.signalCode !== null) return { tookMs: 0, code: child.exitCode };
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), END_MS);
  await gone;
  clearTimeout(timer);
  return { tookMs: Date.now() - asked, code: child.exitCode };
}
