import type { Handlers, Outbox } from '../outbox/outbox.ts';
import type { Vault } from '../platform/crypto.ts';
import type { Database, Trx } from '../platform/db/index.ts';
import type { Ids } from '../platform/ids.ts';
import { type Metrics, readGauge } from '../platform/metrics.ts';
import { type Entry, postingsOf } from './accounts.ts';
import * as repository from './repository.ts';
import { createSealer } from './seal.ts';
import { type Books, readBooks } from './verify.ts';

export { type Books, disagreements, readBooks } from './verify.ts';

/** What is posted about money. Each is posted once, however often it is said. */
export interface Ledger {
  /** A resident paid an order: the bureaus are due to hear of it. */
  paid(trx: Trx, about: { orderId: string; amountFen: number; at: number }): Promise<void>;
  /** The same order was paid once more by another transaction. */
  paidAgain(trx: Trx, about: { transactionId: string; amountFen: number; at: number }): Promise<void>;
  /** A bureau acknowledged one line. */
  settled(trx: Trx, about: { lineId: string; amountFen: number; at: number }): Promise<void>;
  /** No bureau takes this line's money. */
  suspended(trx: Trx, about: { lineId: string; amountFen: number; at: number }): Promise<void>;
  /** Sums and checks of everything that was ever posted. */
  books(): Promise<Books>;
  /** Outbox handlers of this room: `ledger.seal`. */
  handlers: Handlers;
}

export interface LedgerDeps {
  database: Database;
  outbox: Outbox;
  vault: Vault;
  ids: Ids;
  metrics: Metrics;
}

export function createLedger({ database, outbox, vault, ids, metrics }: LedgerDeps): Ledger {
  async function post(trx: Trx, entry: Entry): Promise<void> {
    const { kind, subject, at } = entry;
    const id = ids.next();
    if (!(await repository.insert(trx, { id, kind, subject, at }, postingsOf(entry)))) return;
    await outbox.add(trx, { topic: 'ledger.seal', payload: { entryId: id } });
  }

  watchSuspense(metrics, database);
  return {
    paid: (trx, { orderId, ...about }) =>
      post(trx, { kind: 'paid', subject: orderId, from: 'bureau-due', to: 'wechat-clearing', ...about }),
    paidAgain: (trx, { transactionId, ...about }) =>
      post(trx, {
        kind: 'paid_again',
        subject: transactionId,
        from: 'suspense',
        to: 'wechat-clearing',
        ...about,
      }),
    settled: (trx, { lineId, ...about }) =>
      post(trx, { kind: 'settled', subject: lineId, from: 'bureau-settled', to: 'bureau-due', ...about }),
    suspended: (trx, { lineId, ...about }) =>
      post(trx, { kind: 'suspended', subject: lineId, from: 'suspense', to: 'bureau-due', ...about }),
    books: () => readBooks(database.db, vault),
    handlers: { 'ledger.seal': createSealer(database, vault) },
  };
}

function watchSuspense(metrics: Metrics, { db }: Database): void {
  readGauge(
    metrics,
    {
      name: 'ledger_suspense_fen',
      help: 'Money that residents paid and no bureau takes. Alarm above 0.',
      labelNames: [],
    },
    async () => [{ labels: {}, value: Math.abs((await repository.balances(db, ['suspense'])).suspense) }],
  );
}
