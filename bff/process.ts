import type { Running } from './app.ts';

/** Older ones lack type stripping and segfault in the embedded database. */
const OLDEST_NODE = 24;
/** Whatever hangs, the process is gone by then. */
const END_MS = 1_900;

/** Starts, says that it is ready, and ends on a signal. A mistake in the environment is told in one line. */
export async function run(start: () => Promise<Running>): Promise<void> {
  try {
    const running = await start();
    endOnSignal(running);
    process.stdout.write(`${running.readyLine}\n`);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? wordsOf(error) : String(error)}\n`);
    process.exit(1);
  }
}

/** @throws with the version that is running */
export function assertNode(version: string): void {
  if (Number(version.split('.')[0]) >= OLDEST_NODE) return;
  throw new Error(
    `Node ${OLDEST_NODE} or newer is needed, this is ${version}; "npm ci" brings one, "npm start" uses it`,
  );
}

/** Our own refusals speak for themselves; anything else shows where it came from. */
function wordsOf(error: Error): string {
  return /^[A-Z][A-Z_]+:? /.test(error.message) || error.message.startsWith('Node ')
    ? error.message
    : (error.stack ?? error.message);
}

function endOnSignal(running: Running): void {
  let ending = false;
  const end = () => {
    if (ending) return;
    ending = true;
    setTimeout(() => process.exit(1), END_MS).unref();
    running.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`could not end cleanly: ${error instanceof Error ? error.message : error}\n`);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
}
