import {
  AdapterError,
  type BillsAdapter,
  type Call,
  type Service,
  type ServiceManifest,
} from '../../adapters/index.ts';
import type { SignedIn } from '../http/context.ts';
import type { BoundSubject } from '../identity/service.ts';
import type { Log } from '../platform/logger.ts';
import type { KnownBill, Listing, Snapshots } from './snapshots.ts';

/** A connected service that has bills. */
export interface BillsService {
  manifest: ServiceManifest;
  bills: BillsAdapter;
}

export const withBills = (services: readonly Service[]): BillsService[] =>
  services.flatMap(({ manifest, bills }) => (bills ? [{ manifest, bills }] : []));

/** How one bureau answered for one resident. */
export interface Source {
  manifest: ServiceManifest;
  state: 'fresh' | 'stale' | 'unavailable';
  /** Null when nothing was asked or nothing is known. */
  asOf: number | null;
  bills: KnownBill[];
}

/** An adapter keeps its budget; one that does not is left behind a little later. */
const GRACE_MS = 50;

export function createSources({ snapshots, log }: { snapshots: Snapshots; log: Log }) {
  /** One subject at one bureau; null when neither the bureau nor our memory knows. */
  async function listing(
    { manifest, bills }: BillsService,
    who: SignedIn,
    subject: BoundSubject,
    call: Call,
  ): Promise<Listing | null> {
    try {
      const reading = await within(call.budgetMs + GRACE_MS, bills.list(subject, call));
      const { asOf, stale } = reading;
      const named = reading.value.map((bill) =>
        snapshots.name(who.citizenId, manifest.id, bill, asOf, stale),
      );
      const list = { bills: named, asOf, stale };
      if (!stale) await snapshots.keepListing(who.citizenId, subject.id, list);
      return list;
    } catch (err) {
      const facts = { err, service: manifest.id, requestId: call.requestId };
      if (err instanceof AdapterError) log.warn(facts, 'bureau did not list bills');
      else log.error(facts, 'adapter failed unexpectedly');
      return snapshots.listing(who.citizenId, subject.id);
    }
  }

  return {
    /** Never throws for what a bureau does: one that is silent greys out alone. */
    async ask(
      service: BillsService,
      who: SignedIn,
      subjects: readonly BoundSubject[],
      about: { requestId: string; budgetMs: number },
    ): Promise<Source> {
      const { manifest } = service;
      const call: Call = {
        citizenId: who.citizenId,
        actor: '本人',
        purpose: `查询待缴账单：${manifest.title}`,
        legalBasis: manifest.legalBasis,
        ...about,
      };
      const hers = subjects.filter((subject) => subject.service === manifest.id);
      const answers = await Promise.all(hers.map((subject) => listing(service, who, subject, call)));
      return summary(manifest, answers);
    },
  };
}

function summary(manifest: ServiceManifest, answers: readonly (Listing | null)[]): Source {
  const known = answers.filter((answer) => answer !== null);
  const silent = known.length < answers.length;
  const asOf = known.length === 0 ? null : Math.min(...known.map((listing) => listing.asOf));
  const state =
    silent && known.length === 0
      ? 'unavailable'
      : silent || known.some(({ stale }) => stale)
        ? 'stale'
        : 'fresh';
  return { manifest, state, asOf, bills: merged(known.flatMap((listing) => listing.bills)) };
}

/** A vehicle and its owner list the same bill: it is one bill, told by whoever knows it freshest. */
function merged(bills: readonly KnownBill[]): KnownBill[] {
  const byId = new Map<string, KnownBill>();
  for (const known of bills) {
    const other = byId.get(known.id);
    if (!other || (other.stale && !known.stale)) byId.set(known.id, known);
  }
  return [...byId.values()];
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, refuse) => {
    timer = setTimeout(() => refuse(new Error('adapter overran its budget')), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
