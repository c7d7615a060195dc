import { AppError } from '../platform/app-error.ts';
import { firstLines, holders } from './lines.ts';
import type { Orders } from './orders.ts';
import { titleOf } from './present.ts';
import * as repository from './repository.ts';
import type { OrdersDeps } from './service.ts';
import { billKey, openSnapshot } from './snapshot.ts';
import { openStates, outerWord, resolveBy } from './states.ts';
import type { OrderRow } from './table.ts';

type Reads = Pick<Orders, 'payable' | 'find' | 'words' | 'holds' | 'openOrders'>;

/** What other rooms ask about orders. */
export function createReads({ database: { db }, vault, clock }: OrdersDeps): Reads {
  return {
    async payable({ citizenId }, orderId) {
      const order = await repository.findOwn(db, citizenId, orderId);
      if (!order) throw new AppError('not_found');
      refuseUnpayable(order, clock.now());
      const lines = await repository.linesOf(db, [orderId]);
      const count = lines.length > 1 ? `（${lines.length} 笔）` : '';
      return {
        id: order.id,
        citizenId,
        totalFen: order.total_fen,
        description: `${lines[0]?.payee_name ?? ''}缴费${count}`,
        mchid: order.mchid,
        expiresAt: order.expires_at,
      };
    },
    async find(orderId) {
      const order = await repository.find(db, orderId);
      if (!order) return null;
      const { id, citizen_id: citizenId, state, total_fen: totalFen, mchid, expires_at: expiresAt } = order;
      return { id, citizenId, state, totalFen, mchid, expiresAt };
    },
    async words(orderId) {
      const order = await repository.find(db, orderId);
      const lines = await repository.linesOf(db, [orderId]);
      const [first] = lines;
      if (!order || !first) return null;
      return {
        citizenId: order.citizen_id,
        title: titleOf(openSnapshot(vault, first.snapshot_sealed).title, lines.length),
        payeeName: first.payee_name,
        amountFen: order.total_fen,
        status: outerWord[order.state],
        resolveBy: resolveBy(order.state, order.state_since, clock.now()),
        at: order.state_since,
      };
    },
    async holds(service, numbers) {
      const byKey = new Map(numbers.map((number) => [billKey(vault, service, number), number]));
      const rows = await holders(db, [...byKey.keys()]);
      return new Map(
        rows.map((row) => [
          byKey.get(row.bill_key) ?? '',
          {
            orderId: row.order_id,
            citizenId: row.citizen_id,
            state: row.state === 'settled' ? ('paid' as const) : ('in_payment' as const),
          },
        ]),
      );
    },
    async openOrders(citizenId) {
      const rows = await firstLines(db, citizenId, openStates);
      return rows.map((row) => ({
        id: row.id,
        title: openSnapshot(vault, row.snapshot_sealed).title,
        amountFen: row.total_fen,
        resolveBy: resolveBy(row.state, row.state_since, clock.now()),
        expiresAt: row.expires_at,
        paid: row.paid_at !== null,
      }));
    },
  };
}

function refuseUnpayable(order: OrderRow, now: number): void {
  if (order.state === 'unpaid' && order.expires_at > now) return;
  const message =
    order.state === 'unpaid' || order.state === 'closed'
      ? '订单已过付款时间，请回到账单重新下单。'
      : '这个订单不能再付款，请查看订单状态。';
  throw new AppError('state_conflict', { message, details: { status: outerWord[order.state] } });
}
