import { readFileSync, rmSync, writeFileSync } from 'node:fs';

/**
 * Two starts in one folder would share one set of books: the second is refused. A lock whose process is gone is taken over.
 * @throws Error in plain words
 */
export function takeLock(file: string): void {
  const holder = holderOf(file);
  if (holder !== null) {
    throw new Error(
      `这个目录里已经启动了一个（进程 ${holder}）。先结束它（在它的窗口按 Ctrl-C），或者在另一个目录里启动。`,
    );
  }
  writeFileSync(file, String(process.pid));
  process.once('exit', () => rmSync(file, { force: true }));
}

function holderOf(file: string): number | null {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    process.kill(pid, 0);
    return pid === process.pid ? null : pid;
  } catch {
    return null;
  }
}
