import { counterpartIds, yuanFromFen } from '../adapters/index.ts';
import { readConfig } from './config.ts';
import { openFoundation } from './foundation.ts';
import { type Books, disagreements, readBooks } from './ledger/service.ts';
import { orderTotals } from './orders/service.ts';
import type { Database, Trx } from './platform/db/index.ts';

/** `npm run ledger:verify`: sums and chain of the whole ledger, against what the orders say. Exit code 1 for any fault. */
async function main(): Promise<void> {
  const config = readConfig({ ...process.env, LOG_LEVEL: 'silent' }, counterpartIds);
  const { database, vault, close } = await openFoundation(config);
  try {
    // One snapshot: money that moves meanwhile must not look like a difference.
    const { books, totals } = await snapshot(database, async (trx) => ({
      books: await readBooks(trx, vault),
      totals: await orderTotals(trx),
    }));
    say(books, [...books.faults, ...disagreements(books, totals)]);
  } finally {
    await close();
  }
}

function snapshot<T>({ db, flavor }: Database, read: (trx: Trx) => Promise<T>): Promise<T> {
  const transaction = db.transaction();
  return (flavor === 'mysql' ? transaction.setIsolationLevel('repeatable read') : transaction).execute(read);
}

function say(books: Books, faults: readonly string[]): void {
  const { paidFen, settledFen, dueFen, suspenseFen, unsealed } = books;
  const [paid, settled, due, suspense] = [paidFen, settledFen, dueFen, suspenseFen].map(yuanFromFen);
  process.stdout.write(`paid ${paid} = settled ${settled} + due ${due} + suspense ${suspense}\n`);
  if (unsealed > 0) process.stdout.write(`${unsealed} entries wait for their seal\n`);
  for (const fault of faults) process.stdout.write(`fault: ${fault}\n`);
  process.stdout.write(faults.length === 0 ? 'the ledger holds\n' : 'the ledger does NOT hold\n');
  process.exitCode = faults.length === 0 ? 0 : 1;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(2);
});
