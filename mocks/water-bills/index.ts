import type { RouterContext } from 'koa-router';
import { services } from '../../adapters/water-bills/wire.ts';
import { bodyOf } from '../kit/body.ts';
import type { City, Counterpart, Fault } from '../kit/city.ts';
import { keptSecret } from '../kit/secret.ts';
import { playable, struck } from '../kit/strike.ts';
import { throughput } from '../kit/throughput.ts';
import { companyBooks } from './company-books.ts';
import { type Answer, answerAt, NOT_ACCEPTED, payAtCompany, TOO_OFTEN } from './counter.ts';
import { openCompanyBooks } from './opening.ts';
import { holds, md5Of } from './signing.ts';
import { dueFenAt, type MonthBill } from './water-bill.ts';

const SERVICE = 'water-bills';
const CHANNEL = 'YJT01';
const CALLS_PER_SECOND = 200;

/** The dial knows each operation by the company's word and by what the product calls it. */
const operations = {
  [services.list]: ['list'],
  [services.get]: ['get'],
  [services.pay]: ['settle', 'write-back'],
  [services.payment]: ['outcome'],
};

/** The water company's gateway: signed forms in, signed JSON out, see the adapter's README. */
export function waterBills(city: City): Counterpart {
  const books = companyBooks(city.books);
  const key = keptSecret(city.books, 'water-bills.key', 16);
  const mayAsk = throughput(CALLS_PER_SECOND);

  const answer = (asked: ReadonlyMap<string, string>): Answer => {
    if (asked.get('channel_no') !== CHANNEL || !holds(asked, key)) return NOT_ACCEPTED;
    return mayAsk() ? answerAt(books, asked, city.clock.now()) : TOO_OFTEN;
  };
  const handle = async (ctx: RouterContext, played: Fault | null) => {
    const { data, ...rest } = answer(await formOf(ctx));
    const signed = { ...rest, data: data === undefined ? '' : JSON.stringify(data) };
    const right = md5Of(new Map(Object.entries(signed)), key);
    // Played wrong, the answer is signed with a key that nobody shares.
    const sign = played?.kind === 'wrong_signature' ? right.split('').reverse().join('') : right;
    ctx.status = 200;
    ctx.body = { ...signed, sign };
  };

  return {
    service: SERVICE,
    dial: [{ service: SERVICE, title: '自来水公司', operations, kinds: playable }],
    routes: (router) => {
      router.post(
        '/wsp/gateway.do',
        struck(city, SERVICE, async (ctx) => (await formOf(ctx)).get('service') ?? 'unknown', handle),
      );
    },
    state: () => ({ bills: books.allBills().map((bill) => presentBill(bill, city.clock.now())) }),
    open: () => openCompanyBooks(city, books),
    payAtCounter: (number) => payAtCompany(books, number, city.clock.now()),
    handover: () => ({
      env: {
        BUREAU_WATER_BILLS_URL: city.url(),
        BUREAU_WATER_BILLS_CHANNEL: CHANNEL,
        BUREAU_WATER_BILLS_KEY: key,
      },
    }),
  };
}

async function formOf(ctx: RouterContext): Promise<ReadonlyMap<string, string>> {
  return new Map(new URLSearchParams((await bodyOf(ctx)).toString('utf8')));
}

function presentBill(bill: MonthBill, now: number) {
  return {
    number: bill.number,
    amountFen: bill.paidFen ?? dueFenAt(bill, now),
    status: bill.settledBy === null ? 'payable' : 'paid',
    settledBy: bill.settledBy,
    timesSettled: bill.timesSettled,
    keys: bill.keys,
  };
}
