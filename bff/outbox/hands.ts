import type { Counter } from 'prom-client';
import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/db/index.ts';
import type { Log } from '../platform/logger.ts';
import { backOff } from './back-off.ts';
import type { Outcome } from './gauges.ts';
import type { Handlers } from './outbox.ts';
import * as repository from './repository.ts';
import type { OutboxRow } from './table.ts';

export interface HandsDeps {
  database: Database;
  /** Says when something is due. A simulated city may move it. */
  clock: Clock;
  log: Log;
  handled: Counter<'topic' | 'outcome'>;
  random?: () => number;
}

const FIRST_BACK_OFF_MS = 1_000;
const LONGEST_BACK_OFF_MS = 10 * 60_000;

/** Hands one leased row to its handler and writes down what came of it. Never throws. */
export function createHands(
  deps: HandsDeps,
  handlers: Handlers,
  maxFailures: number,
): (row: OutboxRow) => Promise<void> {
  const { database, clock, log, random = Math.random } = deps;

  async function conclude(row: OutboxRow): Promise<Outcome> {
    const handler = handlers[row.topic];
    // Handed out too often without an answer: it may be ending the very process that handles it.
    if (!handler || row.failures > maxFailures) return bury(row, new Error('no answer'));
    try {
      const handled = await handler(JSON.parse(row.payload), row.attempts);
      if (handled === 'done') await repository.remove(database.db, row);
      else await repository.postpone(database.db, row, handled.retryAt, 0);
      return handled === 'done' ? 'done' : 'retry';
    } catch (error) {
      return row.failures >= maxFailures ? bury(row, error) : retry(row, error);
    }
  }

  async function retry(row: OutboxRow, error: unknown): Promise<Outcome> {
    const wait = backOff(row.failures, FIRST_BACK_OFF_MS, LONGEST_BACK_OFF_MS, random);
    log.warn({ topic: row.topic, outboxId: row.id, failures: row.failures, err: error }, 'outbox row failed');
    await repository.fail(database.db, row, clock.now() + wait, nameOf(error));
    return 'failed';
  }

  async function bury(row: OutboxRow, error: unknown): Promise<Outcome> {
    log.error(
      { topic: row.topic, outboxId: row.id, failures: row.failures, err: error },
      'outbox row is dead',
    );
    await repository.bury(database.db, row, nameOf(error));
    return 'dead';
  }

  return async function hand(row) {
    try {
      deps.handled.inc({ topic: row.topic, outcome: await conclude(row) });
    } catch (error) {
      // The row keeps its lease; when that ends it is handed out again.
      log.error({ topic: row.topic, outboxId: row.id, err: error }, 'outbox row could not be concluded');
    }
  };
}

/** Error names only: a message might carry a person. */
const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown');
