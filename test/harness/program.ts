import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync } from 'node:fs';
import { root } from './root.ts';

export interface ProgramSettings {
  name: string;
  /** Relative to the repository. */
  file: string;
  env: Readonly<Record<string, string>>;
  /** The line that says the program is ready; its groups are handed out. */
  ready: RegExp;
  /** Everything it says is also written there, so that it outlives the process. */
  logFile: string;
}

/** A real process of the product, from its first line to its end. */
export interface Program {
  name: string;
  /** Groups of the ready line. */
  said: readonly string[];
  alive(): boolean;
  /** Like pulling the plug. */
  kill9(): Promise<void>;
  /** Asks it to end, and answers how long that took (ms) and its exit code. Killed after ten seconds. */
  end(): Promise<{ tookMs: number; code: number | null }>;
}

const READY_MS = 30_000;
const END_MS = 10_000;
/** What a program may inherit; everything else is said by the test, so that a developer's shell changes nothing. */
const INHERITED = ['PATH', 'HOME', 'TMPDIR', 'SYSTEMROOT'];

/** Resolves when the ready line is seen. Throws with the end of its output when it ends first or takes too long. */
export async function startProgram(settings: ProgramSettings): Promise<Program> {
  const inherited = INHERITED.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []));
  const child = spawn(process.execPath, [settings.file], {
    cwd: root,
    env: { ...Object.fromEntries(inherited), ...settings.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const killed = () => child.kill('SIGKILL');
  process.once('exit', killed);
  child.once('exit', () => process.off('exit', killed));
  const said = await readyLine(child, settings);
  return {
    name: settings.name,
    said,
    alive: () => child.exitCode === null && child.signalCode === null,
    kill9: () => kill9(child),
    end: () => end(child),
  };
}

function readyLine(child: ChildProcess, settings: ProgramSettings): Promise<readonly string[]> {
  return new Promise((resolve, reject) => {
    let output = '';
    const fail = (why: string) => {
      child.kill('SIGKILL');
      reject(new Error(`${settings.name} ${why}:\n${output.slice(-4000)}`));
    };
    const timer = setTimeout(() => fail(`was not ready within ${READY_MS} ms`), READY_MS);
    const hear = (chunk: Buffer) => {
      appendFileSync(settings.logFile, chunk);
      output = (output + chunk).slice(-100_000);
      const match = settings.ready.exec(output);
      if (!match) return;
      clearTimeout(timer);
      resolve(match.slice(1));
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('error', (error) => fail(`could not be started (${error.message})`));
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      fail(`ended (${signal ?? code}) before it was ready`);
    });
  });
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
