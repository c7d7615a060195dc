import type { z } from 'zod';
import type {
  BureauBillStatus,
  Service,
  Settlement,
  SettlementOutcome,
  SettlementReceipt,
} from '../../adapters/index.ts';
import type { Bill, BillDetail, BillList, BillQuery, Scanned } from '../contract/bills.ts';
import type { SignedIn } from '../http/context.ts';
import type { Identity } from '../identity/service.ts';
import { AppError } from '../platform/app-error.ts';
import type { Vault } from '../platform/crypto.ts';
import type { Database } from '../platform/db/index.ts';
import type { Log } from '../platform/logger.ts';
import { askLive, bureauSilent, LOOK_MS, namer, PRICE_MS, residentCall } from './live.ts';
import { pageOf } from './page.ts';
import { payableTo } from './payee.ts';
import type { Holds } from './ports.ts';
import { presentBill, presentDetail, presentSource } from './present.ts';
import { createSnapshots, type KnownBill } from './snapshots.ts';
import { type BillsService, createSources, type Source, withBills } from './sources.ts';
import { writeBack } from './write-back.ts';

/** A bill as its bureau prices it at this moment. Amounts in fen, times in epoch ms. */
export interface PricedBill {
  billId: string;
  service: string;
  number: string;
  title: string;
  subjectLabel: string;
  payee: { name: string; mchid: string };
  amountFen: number;
  status: BureauBillStatus;
  reason?: string;
  /** The amount is promised until this moment. */
  validUntil: number;
}

/** One bureau's part of a page, its bills as this resident sees them. */
export interface SourceView {
  source: Source;
  bills: Bill[];
}

export interface Bills {
  list(who: SignedIn, query: z.output<typeof BillQuery>, requestId: string): Promise<BillList>;
  /** Every bureau at once, each within the budget and on its own. Never throws for what a bureau does. */
  look(
    who: SignedIn,
    about: { requestId: string; budgetMs: number; service?: string | undefined },
  ): Promise<SourceView[]>;
  /** Throws `not_found`, also for what is not hers. */
  detail(who: SignedIn, billId: string, requestId: string): Promise<BillDetail>;
  /** Throws `unsupported_code` (details.expected), `not_found`, `bureau_unavailable`. */
  scan(who: SignedIn, text: string, requestId: string): Promise<Scanned>;
  /** Live price for ordering, never from a cache. Throws `not_found` (also what is not hers), `bureau_unavailable`. */
  price(who: SignedIn, billIds: readonly string[], requestId: string): Promise<PricedBill[]>;
  /** Write-back for the worker. Throws AdapterError. */
  settle(service: string, settlement: Settlement, about: { citizenId: string }): Promise<SettlementReceipt>;
  outcome(service: string, key: string, about: { citizenId: string }): Promise<SettlementOutcome>;
  /** After settlement: forgets every kept list that shows the bill as payable. */
  forget(service: string, number: string): void;
}

export interface BillsDeps {
  services: readonly Service[];
  database: Database;
  vault: Vault;
  log: Log;
  subjects: Identity['subjects'];
  holds: Holds;
  /** The merchant a service's money goes to, or null when it has none here. */
  payeeOf(service: string): string | null;
  forgetReadings(citizenId: string, service: string): void;
}

export function createBills(deps: BillsDeps): Bills {
  const { log, subjects, holds, payeeOf } = deps;
  const services = withBills(deps.services);
  const byId = new Map(services.map((service) => [service.manifest.id, service]));
  const snapshots = createSnapshots(deps);
  const sources = createSources({ snapshots, log });
  const get = (id: string): BillsService => {
    const service = byId.get(id);
    if (!service) throw new AppError('not_found');
    return service;
  };

  async function present<T>(
    who: SignedIn,
    service: string,
    known: readonly KnownBill[],
    shape: (known: KnownBill, looking: Parameters<typeof presentBill>[1]) => T,
  ): Promise<T[]> {
    if (known.length === 0) return [];
    const held = await holds(
      service,
      known.map(({ bill }) => bill.number),
    );
    const mchid = payeeOf(service);
    return known.map((each) =>
      shape(
        { ...each, bill: payableTo(each.bill, mchid) },
        { citizenId: who.citizenId, hold: held.get(each.bill.number), mchid: mchid ?? '' },
      ),
    );
  }

  async function detailOf(who: SignedIn, known: KnownBill): Promise<BillDetail> {
    const [detail] = await present(who, known.service, [known], presentDetail);
    if (!detail) throw new AppError('not_found');
    return detail;
  }

  const mayUse = (who: SignedIn, { manifest }: BillsService) => who.level >= (manifest.levels.bills ?? 'L1');

  async function look(
    who: SignedIn,
    { service, ...about }: { requestId: string; budgetMs: number; service?: string | undefined },
  ): Promise<SourceView[]> {
    const asked = (service === undefined ? services : [get(service)]).filter((each) => mayUse(who, each));
    const hers = await subjects.list(who.citizenId);
    return Promise.all(
      asked.map(async (each) => {
        const source = await sources.ask(each, who, hers, about);
        return { source, bills: await present(who, each.manifest.id, source.bills, presentBill) };
      }),
    );
  }

  /** The freshest that can be had: the bound subject's list, else the bureau's own answer, else what was last seen. */
  async function freshest(who: SignedIn, seen: KnownBill & { subjectId: string | null }, requestId: string) {
    const service = get(seen.service);
    const about = { requestId, budgetMs: LOOK_MS };
    if (seen.subjectId !== null) {
      const hers = (await subjects.list(who.citizenId)).filter((subject) => subject.id === seen.subjectId);
      const source = await sources.ask(service, who, hers, about);
      const listed = source.bills.find(({ id }) => id === seen.id);
      if (listed) return listed;
    }
    const call = residentCall(service.manifest, who, `查看账单：${service.manifest.title}`, about);
    const live = await askLive(service, seen.bill.number, call, namer(snapshots, who, seen.service));
    if (live.kind !== 'answered') return seen;
    const known = { ...live.known, bill: { ...live.known.bill, subjectLabel: seen.bill.subjectLabel } };
    await snapshots.keep(who.citizenId, known);
    return known;
  }

  async function priceOne(who: SignedIn, billId: string, requestId: string): Promise<PricedBill> {
    const seen = await snapshots.find(who.citizenId, billId);
    if (!seen) throw new AppError('not_found');
    const service = get(seen.service);
    const purpose = `下单前核对应缴金额：${service.manifest.title}`;
    const call = residentCall(service.manifest, who, purpose, { requestId, budgetMs: PRICE_MS });
    const live = await askLive(service, seen.bill.number, call, namer(snapshots, who, seen.service));
    if (live.kind === 'silent') throw bureauSilent(service.manifest, live.cause);
    // A violation that is only captured has no number to ask by: what its list said of it stands.
    const absent = live.kind === 'absent';
    if (absent && seen.bill.status === 'payable') throw new AppError('not_found');
    return priced(absent ? seen : live.known, seen.bill.subjectLabel, payeeOf(seen.service));
  }

  return {
    look,
    async list(who, { service, ...page }, requestId) {
      const views = await look(who, { service, requestId, budgetMs: LOOK_MS });
      return {
        ...pageOf(
          views.flatMap(({ bills }) => bills),
          page,
        ),
        sources: views.map(({ source }) => presentSource(source)),
      };
    },
    async detail(who, billId, requestId) {
      const seen = await snapshots.find(who.citizenId, billId);
      if (!seen) throw new AppError('not_found');
      return detailOf(who, await freshest(who, seen, requestId));
    },
    async scan(who, text, requestId) {
      const { service, number } = recognised(services, text);
      const { manifest } = service;
      const about = { requestId, budgetMs: LOOK_MS };
      const call = residentCall(manifest, who, `扫码查询：${manifest.title}`, about);
      const live = await askLive(service, number, call, namer(snapshots, who, manifest.id));
      if (live.kind === 'silent') throw bureauSilent(manifest, live.cause);
      if (live.kind === 'absent') throw new AppError('not_found', { message: notThere(manifest.department) });
      // She bound the vehicle: then she may see what the paper alone does not show.
      const seen = await snapshots.find(who.citizenId, live.known.id);
      const subjectLabel = seen?.bill.subjectLabel ?? live.known.bill.subjectLabel;
      const known = { ...live.known, bill: { ...live.known.bill, subjectLabel } };
      await snapshots.keep(who.citizenId, known);
      return { kind: 'bill', service: manifest.id, bill: await detailOf(who, known) };
    },
    price: (who, billIds, requestId) => Promise.all(billIds.map((id) => priceOne(who, id, requestId))),
    ...writeBack(get),
    forget(service, number) {
      snapshots
        .seenBy(service, number)
        .then((citizens) => citizens.forEach((citizenId) => void deps.forgetReadings(citizenId, service)))
        .catch((err: unknown) => log.warn({ err, service }, 'kept lists could not be forgotten'));
    },
  };
}

function recognised(
  services: readonly BillsService[],
  text: string,
): { service: BillsService; number: string } {
  for (const service of services) {
    const number = service.bills.recognise(text);
    if (number !== null) return { service, number };
  }
  const expected = services.map(({ bills }) => bills.codeHint);
  throw new AppError('unsupported_code', {
    message: `无法识别这个码。可以识别的有：${expected.join('；')}`,
    details: { expected },
  });
}

const notThere = (department: string) =>
  `${department}没有查到这个编号，请核对纸面上的号码后重新扫码或输入。`;

function priced(known: KnownBill, subjectLabel: string, mchid: string | null): PricedBill {
  const { id, service } = known;
  const { number, title, payeeName, amountFen, status, reason, validUntil } = payableTo(known.bill, mchid);
  return {
    ...{ billId: id, service, number, title, subjectLabel, amountFen, status, validUntil },
    payee: { name: payeeName, mchid: mchid ?? '' },
    ...(reason !== undefined && { reason }),
  };
}
