import { Counter, Gauge } from 'prom-client';
import type { Clock } from '../platform/clock.ts';
import type { Db } from '../platform/db/index.ts';
import type { Metrics } from '../platform/metrics.ts';
import { backlog } from './repository.ts';

export type Outcome = 'done' | 'retry' | 'failed' | 'dead';

export function countHandled(metrics: Metrics): Counter<'topic' | 'outcome'> {
  return new Counter({
    name: 'outbox_handled_total',
    help: 'Intentions handed to their handler, by what came of it.',
    labelNames: ['topic', 'outcome'],
    registers: [metrics],
  });
}

/** Read from the table at each scrape, so that every process tells the same truth. */
export function watchBacklog(metrics: Metrics, db: Db, clock: Clock): void {
  const dead = new Gauge({
    name: 'outbox_dead_rows',
    help: 'Intentions that failed too often and wait for an operator. Alarm above 0.',
    labelNames: ['topic'],
    registers: [metrics],
  });
  const late = new Gauge({
    name: 'outbox_oldest_due_seconds',
    help: 'How long the oldest due intention has been waiting. Alarm above 60.',
    labelNames: ['topic'],
    registers: [metrics],
  });
  new Gauge({
    name: 'outbox_rows',
    help: 'Intentions in the outbox, due or not.',
    labelNames: ['topic', 'state'],
    registers: [metrics],
    async collect() {
      for (const gauge of [this, dead, late]) gauge.reset();
      for (const { state, topic, rows, oldestDueAt } of await backlog(db)) {
        this.set({ topic, state }, rows);
        if (state === 'dead') dead.set({ topic }, rows);
        else late.set({ topic }, Math.max(0, clock.now() - oldestDueAt) / 1000);
      }
    },
  });
}
