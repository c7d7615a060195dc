import type { Clock } from '../platform/clock.ts';
import type { Ids } from '../platform/ids.ts';
import { createHands, type HandsDeps } from './hands.ts';
import type { Handlers } from './outbox.ts';
import * as repository from './repository.ts';
import type { OutboxRow } from './table.ts';

export interface PlacesDeps extends HandsDeps {
  /** Says when a lease ends. Never moved: leases last real seconds. */
  machineClock: Clock;
  ids: Ids;
}

export interface PlacesSettings {
  leaseMs: number;
  /** Handlers of one topic at a time, so that a slow bureau never takes the others' places. */
  perTopic: number;
  /** Failures in a row before a row is parked as dead: about an hour of back-off. */
  maxFailures: number;
}

export interface Places {
  /** Leases what is due into every topic's free places; returns how many rows were handed out. */
  fill(): Promise<number>;
  busy(): boolean;
  /** Resolves when what is running now has ended. */
  idle(): Promise<unknown>;
  /** Lengthens the leases of what is running. */
  renew(): Promise<void>;
  /** Gives back what is still running: its handlers are safe to repeat. */
  release(): Promise<void>;
}

/** The places in which leased rows are being handled. `freed` is called whenever one becomes free. */
export function createPlaces(
  deps: PlacesDeps,
  handlers: Handlers,
  settings: PlacesSettings,
  freed: () => void,
): Places {
  const { database, clock, machineClock, ids } = deps;
  const hand = createHands(deps, handlers, settings.maxFailures);
  const running = new Map<OutboxRow, Promise<void>>();

  function take(row: OutboxRow): void {
    const handling = hand(row).finally(() => {
      running.delete(row);
      freed();
    });
    running.set(row, handling);
  }

  async function fillTopic(topic: string): Promise<number> {
    const busy = [...running.keys()].filter((row) => row.topic === topic).length;
    if (busy >= settings.perTopic) return 0;
    const machineNow = machineClock.now();
    const rows = await repository.claim(database, {
      topic,
      limit: settings.perTopic - busy,
      now: clock.now(),
      machineNow,
      leaseUntil: machineNow + settings.leaseMs,
      token: ids.next(),
    });
    rows.forEach(take);
    return rows.length;
  }

  return {
    async fill() {
      let taken = 0;
      for (const topic of Object.keys(handlers)) taken += await fillTopic(topic);
      return taken;
    },
    busy: () => running.size > 0,
    idle: () => Promise.all(running.values()),
    renew: () => repository.renew(database.db, [...running.keys()], machineClock.now() + settings.leaseMs),
    async release() {
      for (const row of running.keys()) await repository.release(database.db, row);
    },
  };
}
