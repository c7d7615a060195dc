import type { Bill, BillStatus } from '../contract/bills.ts';
import { AppError } from '../platform/app-error.ts';

/** What wants doing comes first; then by the last day without late charge. */
const RANK: Record<BillStatus, number> = { payable: 0, in_payment: 1, not_payable: 2, paid: 3, void: 4 };
const NO_DAY = 9_999_999_999_999;

/** Sorts as text, and fits the alphabet of cursors. */
function placeOf(bill: Bill): string {
  const due = bill.dueAt === undefined ? NO_DAY : Date.parse(bill.dueAt);
  return `${RANK[bill.status]}-${String(due).padStart(13, '0')}-${bill.id}`;
}

const CURSOR = /^[0-4]-\d{13}-[0-9A-Za-z_-]{1,64}$/;

/** One page after the cursor. A cursor names a place in the order, so a bill that is gone meanwhile does no harm. */
export function pageOf(
  bills: readonly Bill[],
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): { items: Bill[]; nextCursor: string | null } {
  if (cursor !== undefined && !CURSOR.test(cursor)) {
    throw new AppError('invalid_request', {
      details: { issues: [{ field: 'query.cursor', problem: 'not a cursor' }] },
    });
  }
  const placed = bills.map((bill) => ({ bill, place: placeOf(bill) }));
  const rest = placed.filter(({ place }) => cursor === undefined || place > cursor);
  rest.sort((a, b) => (a.place < b.place ? -1 : 1));
  const page = rest.slice(0, limit);
  const nextCursor = rest.length > limit ? (page.at(-1)?.place ?? null) : null;
  return { items: page.map(({ bill }) => bill), nextCursor };
}
