import type { Vault } from '../platform/crypto.ts';
import type { Db } from '../platform/db/index.ts';
import { accounts } from './accounts.ts';
import { balances, countUnsealed, unbalancedEntries } from './repository.ts';
import { firstBrokenSeal } from './seal.ts';

/** The whole ledger in a few numbers, fen. */
export interface Books {
  paidFen: number;
  settledFen: number;
  /** Paid, and its bureau does not know yet. */
  dueFen: number;
  suspenseFen: number;
  /** What is wrong; empty when Σ = 0 per entry, paid = settled + in flight, and the chain holds. */
  faults: string[];
  /** Entries that the sealer has yet to chain. */
  unsealed: number;
}

export async function readBooks(db: Db, vault: Vault): Promise<Books> {
  const sums = await balances(db, accounts);
  const paidFen = sums['wechat-clearing'];
  const settledFen = credit(sums['bureau-settled']);
  const dueFen = credit(sums['bureau-due']);
  const suspenseFen = credit(sums.suspense);
  const faults: string[] = [];
  if (paidFen !== settledFen + dueFen + suspenseFen) {
    faults.push(`paid ${paidFen} is not settled ${settledFen} + due ${dueFen} + suspense ${suspenseFen}`);
  }
  for (const [account, balance] of Object.entries({ paidFen, settledFen, dueFen, suspenseFen })) {
    if (balance < 0) faults.push(`${account} is below zero: ${balance}`);
  }
  for (const id of await unbalancedEntries(db)) faults.push(`entry ${id} does not sum to 0`);
  const broken = await firstBrokenSeal(db, vault);
  if (broken !== null) faults.push(`the chain breaks at link ${broken}`);
  return { paidFen, settledFen, dueFen, suspenseFen, faults, unsealed: await countUnsealed(db) };
}

/** Credit balances are negative in the books; `-0` is not a sum of money. */
const credit = (balance: number): number => (balance === 0 ? 0 : -balance);

/** What the books and the orders disagree about; empty when they tell the same. */
export function disagreements(
  books: Pick<Books, 'paidFen' | 'settledFen'>,
  orders: { paidFen: number; settledFen: number },
): string[] {
  const names = { paidFen: 'paid', settledFen: 'settled' } as const;
  return (['paidFen', 'settledFen'] as const)
    .filter((sum) => books[sum] !== orders[sum])
    .map((sum) => `${names[sum]}: the ledger says ${books[sum]} fen, the orders say ${orders[sum]} fen`);
}
