import { Counter } from 'prom-client';
import type { Clock } from '../platform/clock.ts';
import type { Db } from '../platform/db/index.ts';
import { type Metrics, readGauge } from '../platform/metrics.ts';
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

export function watchBacklog(metrics: Metrics, db: Db, clock: Clock): void {
  const labelNames = ['topic'];
  readGauge(
    metrics,
    {
      name: 'outbox_rows',
      help: 'Intentions in the outbox, due or not. Alarm when any is dead.',
      labelNames: ['topic', 'state'],
    },
    async () =>
      (await backlog(db)).map(({ topic, state, rows }) => ({ labels: { topic, state }, value: rows })),
  );
  readGauge(
    metrics,
    { name: 'outbox_dead_rows', help: 'Intentions that wait for an operator. Alarm above 0.', labelNames },
    async () => {
      const dead = (await backlog(db)).filter((row) => row.state === 'dead');
      return dead.map(({ topic, rows }) => ({ labels: { topic }, value: rows }));
    },
  );
  readGauge(
    metrics,
    {
      name: 'outbox_oldest_due_seconds',
      help: 'How long the oldest due intention has been waiting. Alarm above 60.',
      labelNames,
    },
    async () => {
      const ready = (await backlog(db)).filter((row) => row.state === 'ready');
      const lateness = (dueAt: number) => Math.max(0, clock.now() - dueAt) / 1000;
      return ready.map(({ topic, oldestDueAt }) => ({ labels: { topic }, value: lateness(oldestDueAt) }));
    },
  );
}
