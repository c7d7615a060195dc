import { openDatabase } from '../../bff/platform/db/index.ts';
import type { House } from './house.ts';

export interface OrderLedger {
  /** Entries of this order whose postings do not sum to 0. */
  unbalanced: number;
  /** What its bureaus have acknowledged, fen. */
  settledFen: number;
  /** Paid, and neither acknowledged nor set aside, fen. */
  inFlightFen: number;
}

/** Reads one order's entries in the product's own database, beside the product: nothing of the ledger room is asked. */
export async function ledgerOf(house: House, orderId: string): Promise<OrderLedger> {
  const { db, close } = openDatabase(house.databaseUrl);
  try {
    const lines = await db.selectFrom('order_lines').select('id').where('order_id', '=', orderId).execute();
    const postings = await db
      .selectFrom('ledger_entries')
      .innerJoin('ledger_postings', 'ledger_postings.entry_id', 'ledger_entries.id')
      .select(['entry_id', 'account', 'amount_fen'])
      .where('subject', 'in', [orderId, ...lines.map((line) => line.id)])
      .execute();
    const sum = (rows: readonly { amount_fen: number }[]) =>
      rows.reduce((total, row) => total + row.amount_fen, 0);
    const credited = (account: string) => 0 - sum(postings.filter((row) => row.account === account));
    const entries = [...Map.groupBy(postings, (row) => row.entry_id).values()];
    return {
      unbalanced: entries.filter((rows) => sum(rows) !== 0).length,
      settledFen: credited('bureau-settled'),
      inFlightFen: credited('bureau-due'),
    };
  } finally {
    await close();
  }
}
