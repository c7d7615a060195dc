import { type DestinationStream, type Logger, pino } from 'pino';
import { scrub } from './scrub.ts';

/** `log.info({ orderId }, 'order placed')`: facts first, then a message that never changes. Never a person. */
export type Log = Logger;

export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'silent';

/** JSON lines with the time in UTC. Facts pass the scrubber whatever a caller puts in. */
export function createLog(level: LogLevel, destination?: DestinationStream): Log {
  return pino(
    {
      level,
      base: { pid: process.pid },
      timestamp: isoTime(),
      formatters: {
        level: (label) => ({ level: label }),
        log: (facts) => scrub(facts) as Record<string, unknown>,
      },
      // Errors are told by the scrubber, so that their messages pass it too.
      serializers: { err: (error) => error },
    },
    destination ?? standardOut(),
  );
}

let out: ReturnType<typeof pino.destination> | undefined;

/** Enough lines for one write, or a tenth of a second of them. What is left is written when the process ends. */
function standardOut(): DestinationStream {
  if (out) return out;
  const stream = pino.destination({ fd: 1, sync: false, minLength: 4_096, periodicFlush: 100 });
  process.on('exit', () => stream.flushSync());
  out = stream;
  return stream;
}

/** `,"time":"2026-11-22T01:30:00.123Z"`. A second is spelled once, however many lines it has. */
function isoTime(): () => string {
  let second = -1;
  let spelled = '';
  return () => {
    const now = Date.now();
    const current = Math.floor(now / 1_000);
    if (current !== second) {
      second = current;
      spelled = `,"time":"${new Date(now).toISOString().slice(0, 20)}`;
    }
    return `${spelled}${String(now % 1_000).padStart(3, '0')}Z"`;
  };
}
