import type { Trx } from '../platform/db/index.ts';
import type { Metrics } from '../platform/metrics.ts';
import { countHandled, watchBacklog } from './gauges.ts';
import type { Handlers, Outbox, OutboxWorker } from './outbox.ts';
import { insert } from './repository.ts';
import { createWorker, type WorkerDeps } from './worker.ts';

export interface OutboxDeps extends Omit<WorkerDeps, 'handled'> {
  metrics: Metrics;
}

export interface OutboxRoom extends Outbox {
  worker(handlers: Handlers): OutboxWorker;
}

export function createOutbox(deps: OutboxDeps): OutboxRoom {
  const { database, clock, ids } = deps;
  const nudges: (() => void)[] = [];
  const withDueWork = new WeakSet<Trx>();
  database.onCommit((trx) => {
    if (withDueWork.has(trx)) for (const nudge of nudges) nudge();
  });
  watchBacklog(deps.metrics, database.db, clock);
  const handled = countHandled(deps.metrics);
  return {
    async add(trx, { topic, payload, key = null, dueAt }) {
      const now = clock.now();
      if (dueAt === undefined || dueAt <= now) withDueWork.add(trx);
      await insert(trx, {
        id: ids.next(),
        topic,
        payload: JSON.stringify(payload),
        dedupe_key: key,
        state: 'ready',
        due_at: dueAt ?? now,
        lease_until: 0,
        lease_token: null,
        attempts: 0,
        failures: 0,
        last_error: null,
        created_at: now,
      });
    },
    worker(handlers) {
      const worker = createWorker({ ...deps, handled }, handlers);
      nudges.push(worker.nudge);
      return worker;
    },
  };
}
