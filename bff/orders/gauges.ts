import type { Clock } from '../platform/clock.ts';
import type { Db } from '../platform/db/index.ts';
import { type Metrics, readGauge } from '../platform/metrics.ts';
import { ages, countOlder } from './repository.ts';
import { type OrderState, openStates, watches } from './states.ts';

const labelNames = ['state', 'owner'];
const labelsOf = (state: OrderState) => ({ state, owner: watches[state]?.owner ?? '' });

/** Every state that must be left is told at each scrape, also when it is empty. */
export function watchAges(metrics: Metrics, db: Db, clock: Clock): void {
  readGauge(
    metrics,
    { name: 'orders_open', help: 'Orders in a state that must be left.', labelNames },
    async () => {
      const found = new Map((await ages(db, openStates)).map((row) => [row.state, row.orders]));
      return openStates.map((state) => ({ labels: labelsOf(state), value: found.get(state) ?? 0 }));
    },
  );
  readGauge(
    metrics,
    {
      name: 'orders_oldest_seconds',
      help: 'Age of the oldest order in a state that must be left.',
      labelNames,
    },
    async () => {
      const now = clock.now();
      const found = new Map((await ages(db, openStates)).map((row) => [row.state, row.oldest]));
      const ageOf = (state: OrderState) => Math.max(0, now - (found.get(state) ?? now)) / 1000;
      return openStates.map((state) => ({ labels: labelsOf(state), value: ageOf(state) }));
    },
  );
  readGauge(
    metrics,
    {
      name: 'orders_overdue',
      help: 'Orders older than their state allows; in manual, all of them. Alarm above 0.',
      labelNames,
    },
    () =>
      Promise.all(
        openStates.map(async (state) => ({ labels: labelsOf(state), value: await overdue(state) })),
      ),
  );

  function overdue(state: OrderState): Promise<number> {
    return countOlder(db, state, clock.now() - (watches[state]?.alarmAfterMs ?? 0));
  }
}
