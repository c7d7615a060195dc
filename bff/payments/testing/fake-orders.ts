import { sql } from 'kysely';
import { AppError } from '../../platform/app-error.ts';
import { type Db, locksRows, type Trx } from '../../platform/db/index.ts';
import type { OrdersForPayments } from '../ports.ts';

export interface FakeOrder {
  id: string;
  citizen_id: string;
  state: string;
  total_fen: number;
  mchid: string;
  expires_at: number;
  /** How often money was taken for it. */
  paid_times: number;
}

export interface FakeOrders extends OrdersForPayments {
  insert(order: Omit<FakeOrder, 'paid_times'>): Promise<void>;
  get(id: string): Promise<FakeOrder>;
}

export const createFakeTable = (db: Db): Promise<unknown> =>
  sql`create table fake_orders (id varchar(64) primary key, citizen_id varchar(64), state varchar(16), total_fen bigint,
    mchid varchar(32), expires_at bigint, paid_times int)`.execute(db);

/** The orders room at its interface: a table of its own, locked by the row, so that races are real. */
export function fakeOrders(db: Db, now: () => number): FakeOrders {
  async function find(store: Db | Trx, id: string, lock = false): Promise<FakeOrder | undefined> {
    const suffix = lock && locksRows(store) ? sql`for update` : sql``;
    const { rows } = await sql<FakeOrder>`select * from fake_orders where id = ${id} ${suffix}`.execute(
      store,
    );
    return rows[0];
  }
  const move = (trx: Trx, id: string, state: string, times = 0) =>
    sql`update fake_orders set state = ${state}, paid_times = paid_times + ${times} where id = ${id}`.execute(
      trx,
    );
  const locked = async (trx: Trx, id: string): Promise<FakeOrder> => {
    const order = await find(trx, id, true);
    if (!order) throw new Error(`no order ${id}`);
    return order;
  };
  return {
    async insert({ id, citizen_id, state, total_fen, mchid, expires_at }) {
      await sql`insert into fake_orders values (${id}, ${citizen_id}, ${state}, ${total_fen}, ${mchid}, ${expires_at}, 0)`.execute(
        db,
      );
    },
    async get(id) {
      const order = await find(db, id);
      if (!order) throw new Error(`no order ${id}`);
      return order;
    },
    async payable(who, id) {
      const order = await find(db, id);
      if (order?.citizen_id !== who.citizenId) throw new AppError('not_found');
      if (order.state !== 'unpaid' || order.expires_at <= now()) throw new AppError('state_conflict');
      return {
        id,
        citizenId: order.citizen_id,
        totalFen: order.total_fen,
        description: '交通违法罚款, 2 项',
        mchid: order.mchid,
        expiresAt: order.expires_at,
      };
    },
    async find(id) {
      const order = await find(db, id);
      return order ? { id, state: order.state, expiresAt: order.expires_at } : null;
    },
    async markPaid(trx, id) {
      const { state } = await locked(trx, id);
      if (state === 'paid' || state === 'late_paid') return 'already';
      const to = state === 'closed' ? 'late_paid' : 'paid';
      await move(trx, id, to, 1);
      return to;
    },
    async markClosing(trx, id) {
      const { state } = await locked(trx, id);
      if (state !== 'unpaid' && state !== 'closing') return 'not_unpaid';
      await move(trx, id, 'closing');
      return 'closing';
    },
    async markClosed(trx, id) {
      const { state } = await locked(trx, id);
      if (state !== 'unpaid' && state !== 'closing') return 'not_unpaid';
      await move(trx, id, 'closed');
      return 'closed';
    },
  };
}
