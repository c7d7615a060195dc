import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { fileURLToPath } from 'node:url';

export interface ChildSettings {
  name: string;
  /** Relative to the repository; the process itself works in the folder `npm start` was called in. */
  file: string;
  /** The line by which it says it is ready; its groups are handed out. */
  ready: RegExp;
  /** Called once when it ends by itself with an error, or before it was ready. */
  died(error: Error): void;
}

export interface Child {
  ready: Promise<readonly string[]>;
  process: ChildProcess;
}

const root = new URL('../../', import.meta.url);
/** What a dying child is quoted with. */
const LAST_WORDS = 1500;
/** Ctrl-C ends everything within two seconds: politely first. */
const POLITE_MS = 1500;

/** Starts a process of the product. What it says goes to `.data/logs/<name>.log`; the terminal stays readable. */
export function startChild({ name, file, ready, died }: ChildSettings): Child {
  const log = createWriteStream(`.data/logs/${name}.log`);
  const { CITY_KEYS, ...env } = process.env;
  const child = spawn(process.execPath, [fileURLToPath(new URL(file, root))], {
    env: name === 'city' ? process.env : env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const answer = Promise.withResolvers<readonly string[]>();
  // Who waits for it hears of a failure through `died` as well.
  answer.promise.catch(() => {});
  const hear = (chunk: Buffer) => {
    log.write(chunk);
    said = (said + chunk).slice(-20_000);
    const match = ready.exec(said);
    if (match) answer.resolve(match.slice(1));
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  child.once('error', (error) => died(new Error(`${name} 无法启动：${error.message}`)));
  child.once('close', (code, signal) => {
    const error = new Error(
      `${name} 停止了（${signal ?? code}），全部结束。最后的输出（.data/logs/${name}.log）：\n${said.trimEnd().slice(-LAST_WORDS)}`,
    );
    answer.reject(error);
    if (code !== 0) died(error);
  });
  return { ready: answer.promise, process: child };
}

export async function stopAll(children: readonly Child[]): Promise<void> {
  const running = children.filter(
    ({ process: { exitCode, signalCode } }) => exitCode === null && signalCode === null,
  );
  const gone = Promise.all(running.map(({ process: child }) => once(child, 'exit')));
  for (const { process: child } of running) child.kill('SIGTERM');
  const timer = setTimeout(
    () => running.forEach(({ process: child }) => void child.kill('SIGKILL')),
    POLITE_MS,
  );
  await gone;
  clearTimeout(timer);
}
