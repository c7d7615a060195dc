import type { City, WaterAccount } from '../kit/city.ts';
import { cityDay, dateText } from '../kit/city-time.ts';
import { chance } from '../kit/random.ts';
import type { CompanyBooks } from './company-books.ts';
import type { MonthBill } from './water-bill.ts';

const FEN_PER_CUBIC_METRE = 315;
const MONTHS = 3;
/** The newest bill is open and due soon; the older ones were paid at the counter. */
const DUE_IN_DAYS = 6;

/** Fills the books from the world, with dates that stand around the city's today. */
export function openCompanyBooks(city: City, books: CompanyBooks): void {
  for (const account of city.world.waterAccounts) {
    const own = Array.from({ length: MONTHS }, (_, back) => monthBill(city, account, back));
    const { name, address } = account.owner;
    books.openAccount(
      {
        number: account.number,
        ownerName: `${[...name][0]}${'*'.repeat([...name].length - 1)}`,
        address: address.replace(/\d+号.*$/, '****'),
        bills: own.map((bill) => bill.number),
      },
      own,
    );
  }
}

function monthBill(city: City, account: WaterAccount, back: number): MonthBill {
  const period = monthsAgo(city.clock.now(), back + 1);
  const usage = 8 + chance(city.seed, 'water-usage', account.number, period).below(14);
  const fen = usage * FEN_PER_CUBIC_METRE;
  const open = back === 0;
  return {
    number: `SF${period}${account.number}`,
    account: account.number,
    period,
    usage,
    fen,
    dueDay: cityDay(city.clock.now()) + DUE_IN_DAYS - back * 30,
    settledBy: open ? null : 'counter',
    paidFen: open ? null : fen,
    timesSettled: open ? 0 : 1,
    keys: [],
  };
}

/** `202610` when asked for one month before any day of November 2026. */
function monthsAgo(now: number, months: number): string {
  const [year = 0, month = 0] = dateText(cityDay(now)).split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 - months, 1)).toISOString().slice(0, 7).replace('-', '');
}
