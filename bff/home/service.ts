import type { Bills, SourceView } from '../bills/service.ts';
import { type CityProfile, findRegion } from '../cities/index.ts';
import type { Bill } from '../contract/bills.ts';
import type { Home } from '../contract/home.ts';
import type { SignedIn } from '../http/context.ts';
import type { Clock } from '../platform/clock.ts';
import type { Kv } from '../platform/kv.ts';
import { rfc3339 } from '../platform/time.ts';
import { createHomeMemo } from './memo.ts';
import { billTodo, type OpenOrder, orderTodo, type Todo } from './todos.ts';

/** No card waits longer for its bureau; the page is whole with every bureau silent. */
const CARD_MS = 600;
/** More would not be read on a first screen; the bill list has them all. */
const MOST_TODOS = 20;

export interface HomeRoom {
  /** The first screen, at most a second old. Never fails for what a bureau does. */
  show(who: SignedIn, requestId: string): Promise<Home>;
  /** The first screen that `show` would hand out again now, or null. */
  remembered(who: SignedIn): Promise<Home | null>;
  /** She did something: her next first screen shows it. */
  changed(citizenId: string): Promise<void>;
}

export interface HomeDeps {
  city: CityProfile;
  bills: Pick<Bills, 'look'>;
  clock: Clock;
  kv: Kv;
  openOrders(citizenId: string): Promise<readonly OpenOrder[]>;
  unread(citizenId: string): Promise<number>;
}

export function createHome(deps: HomeDeps): HomeRoom {
  const { city, bills, clock, openOrders, unread } = deps;
  const { code, name } = findRegion(city.regions, city.seat) ?? { code: city.seat, name: city.name };
  const memo = createHomeMemo(deps);

  async function compose(who: SignedIn, requestId: string): Promise<Home> {
    const [views, orders, unreadCount] = await Promise.all([
      bills.look(who, { requestId, budgetMs: CARD_MS }),
      openOrders(who.citizenId),
      unread(who.citizenId),
    ]);
    const { id, name: cityName, hotline } = city;
    return {
      city: { id, name: cityName, hotline },
      region: { code, name },
      citizen: { displayName: who.displayName, level: who.level },
      cards: views.map(card),
      todos: todosOf(views, orders),
      unread: unreadCount,
      checkedAt: rfc3339(clock.now()),
    };
  }

  return {
    show: (who, requestId) => memo.show(who, () => compose(who, requestId)),
    remembered: memo.remembered,
    changed: memo.changed,
  };
}

function card({ source, bills }: SourceView): Home['cards'][number] {
  const { id, title, department } = source.manifest;
  const payable = bills.filter((bill) => bill.status === 'payable');
  return {
    id: `bills-${id}`,
    service: id,
    title,
    department,
    state: source.state,
    asOf: source.asOf === null ? null : rfc3339(source.asOf),
    data:
      source.asOf === null
        ? null
        : {
            payableCount: payable.length,
            payableFen: payable.reduce((sum, bill) => sum + bill.amountFen, 0),
            inPaymentCount: bills.filter((bill) => bill.status === 'in_payment').length,
          },
  };
}

function todosOf(views: readonly SourceView[], orders: readonly OpenOrder[]): Todo[] {
  const payable = (bill: Bill) => bill.status === 'payable';
  const fromBills = views.flatMap(({ source, bills }) =>
    bills.filter(payable).map((bill) => billTodo(bill, source.manifest.title)),
  );
  return [...orders.map(orderTodo), ...fromBills].sort(byDay).slice(0, MOST_TODOS);
}

/** The nearest day first; without a day last. All times are written with the same offset, so they sort as text. */
function byDay(a: Todo, b: Todo): number {
  if (a.dueAt === b.dueAt) return 0;
  if (a.dueAt === null || b.dueAt === null) return a.dueAt === null ? 1 : -1;
  return a.dueAt < b.dueAt ? -1 : 1;
}
