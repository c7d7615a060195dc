import type { Handlers, OutboxWorker } from './outbox.ts';
import { createPlaces, type PlacesDeps, type PlacesSettings } from './places.ts';
import { createWaiter } from './waiter.ts';

export interface WorkerSettings extends PlacesSettings {
  /** Between polls while something is being handled. */
  busyPollMs: number;
  /** Between polls otherwise; also how late a jump of the clock is noticed. */
  idlePollMs: number;
  /** How long `stop` waits for running handlers. */
  stopMs: number;
}

const DEFAULTS: WorkerSettings = {
  busyPollMs: 250,
  idlePollMs: 1_000,
  leaseMs: 30_000,
  perTopic: 8,
  maxFailures: 12,
  stopMs: 1_500,
};

export interface WorkerDeps extends PlacesDeps {
  settings?: Partial<WorkerSettings>;
}

export function createWorker(
  deps: WorkerDeps,
  handlers: Handlers,
): OutboxWorker & { nudge(this: void): void } {
  const settings = { ...DEFAULTS, ...deps.settings };
  const { log } = deps;
  const waiter = createWaiter();
  const places = createPlaces(deps, handlers, settings, waiter.wake);
  let stopping = false;
  let loop: Promise<void> | null = null;
  let renewal: NodeJS.Timeout | undefined;

  async function run(): Promise<void> {
    while (!stopping) {
      const taken = await places.fill().catch((error) => {
        log.error({ err: error }, 'outbox could not be read');
        return 0;
      });
      await waiter.wait(taken > 0 || places.busy() ? settings.busyPollMs : settings.idlePollMs);
    }
  }

  function renew(): void {
    places.renew().catch((error) => log.error({ err: error }, 'outbox leases could not be renewed'));
  }

  return {
    nudge: waiter.wake,
    start() {
      loop ??= run();
      renewal ??= setInterval(renew, settings.leaseMs / 3).unref();
    },
    async stop() {
      stopping = true;
      clearInterval(renewal);
      waiter.wake();
      await loop;
      await Promise.race([places.idle(), waitMs(settings.stopMs)]);
      await places.release();
    },
    async drainOnce() {
      let total = 0;
      for (let taken = await places.fill(); taken > 0; taken = await places.fill()) {
        total += taken;
        await places.idle();
      }
      return total;
    },
  };
}

const waitMs = (ms: number) =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, ms).unref();
  });
