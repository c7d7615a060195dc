import type { SettlementReceipt } from '../../adapters/index.ts';
import type { Trx } from '../platform/db/index.ts';
import { updateLine } from './lines.ts';
import { move, note } from './move.ts';
import * as repository from './repository.ts';
import type { OrdersDeps } from './service.ts';
import { type OrderEvent, watches } from './states.ts';
import type { OrderLineRow, OrderRow } from './table.ts';

/** The bureau has it: the line is done, and with the last line the order. */
export async function noteSettled(
  deps: OrdersDeps,
  trx: Trx,
  order: OrderRow,
  line: OrderLineRow,
  { voucher, settledAt }: SettlementReceipt,
): Promise<void> {
  const at = deps.clock.now();
  const fields = { state: 'settled', in_doubt: 0, voucher, settled_at: settledAt } as const;
  await updateLine(trx, line.id, fields);
  const told = await noteOnce(trx, order, 'BureauTold', at);
  const noted = await note(trx, told, 'BillSettled', { at, facts: { lineId: line.id } });
  await deps.ledger.settled(trx, { lineId: line.id, amountFen: line.amount_fen, at });
  const lines = await repository.linesOf(trx, [order.id]);
  if (lines.some((other) => other.state !== 'settled')) return;
  await move(trx, noted, 'settled', { at });
  await deps.tell(trx, 'order_settled', order);
}

/** The bureau will not have it: its money waits in suspense for an officer; the other lines go on. */
export async function noteRefused(
  deps: OrdersDeps,
  trx: Trx,
  order: OrderRow,
  line: OrderLineRow,
  bureauCode: string,
): Promise<void> {
  const at = deps.clock.now();
  await updateLine(trx, line.id, { state: 'refused', in_doubt: 0, bureau_code: bureauCode });
  const told = await noteOnce(trx, order, 'BureauTold', at);
  const noted = await note(trx, told, 'BillRefused', { at, facts: { lineId: line.id, bureauCode } });
  await deps.ledger.suspended(trx, { lineId: line.id, amountFen: line.amount_fen, at });
  deps.log.error({ orderId: order.id, lineId: line.id, bureauCode }, 'bureau refused a paid bill');
  if (order.state === 'manual') return;
  await move(trx, noted, 'manual', { at });
  await deps.tell(trx, 'order_with_officer', order);
}

/** No answer. The resident hears of it once, and once more when the promised moment has passed. */
export async function noteSilent(
  deps: OrdersDeps,
  trx: Trx,
  order: OrderRow,
  line: OrderLineRow,
  told: boolean,
): Promise<void> {
  const at = deps.clock.now();
  if (!told) await updateLine(trx, line.id, { in_doubt: 0 });
  let noted = told ? await noteOnce(trx, order, 'BureauTold', at) : order;
  const silent = await noteOnce(trx, noted, 'BureauSilent', at);
  if (silent !== noted) await deps.tell(trx, 'order_paid', order);
  noted = silent;
  const within = watches[order.state]?.resolveWithinMs ?? 0;
  if (order.state !== 'writing_back' || at < order.state_since + within) return;
  const overdue = await noteOnce(trx, noted, 'OrderOverdue', at);
  if (overdue === noted) return;
  await deps.tell(trx, 'order_with_officer', order);
  deps.log.error({ orderId: order.id, service: line.service }, 'bureau silent past the promised moment');
}

/** The same row when the event stands already. */
async function noteOnce(trx: Trx, order: OrderRow, event: OrderEvent, at: number): Promise<OrderRow> {
  const events = await repository.eventsOf(trx, [order.id]);
  return events.some((row) => row.event === event) ? order : note(trx, order, event, { at });
}
