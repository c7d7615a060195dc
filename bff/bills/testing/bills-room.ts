import {
  AdapterError,
  type AdapterErrorKind,
  type BillsAdapter,
  type BureauBill,
  type Call,
  type Service,
  type Subject,
} from '../../../adapters/index.ts';
import { openTestDatabase } from '../../../test/harness/test-database.ts';
import type { SignedIn } from '../../http/context.ts';
import { manifest } from '../../identity/testing/identity-room.ts';
import { createLog } from '../../platform/logger.ts';
import { testClock, testVault } from '../../platform/testing/keys.ts';
import type { Hold } from '../ports.ts';
import { createBills } from '../service.ts';

const DAY = 86_400_000;
export const lin: SignedIn = { citizenId: 'C-lin', level: 'L2', displayName: '林*' };
export const wang: SignedIn = { citizenId: 'C-wang', level: 'L2', displayName: '王*' };

/** A bureau that answers, is down, or hangs until its budget is spent. */
export class Bureau implements BillsAdapter {
  codeHint: string;
  listed: BureauBill[] = [];
  trouble: AdapterErrorKind | 'hang' | 'deaf' | 'bug' | null = null;
  stale = false;
  calls: { what: string; call: Call }[] = [];
  readonly service: string;
  readonly #now: () => number;

  constructor(service: string, now: () => number) {
    this.service = service;
    this.codeHint = `${service} 的编号`;
    this.#now = now;
  }
  async list(_: Subject, call: Call) {
    await this.#answer('list', call);
    return { value: this.listed, source: this.service, asOf: this.#now(), stale: this.stale };
  }
  async get(number: string, call: Call) {
    await this.#answer('get', call);
    const value = this.listed.find((bill) => bill.number === number);
    if (!value || value.status === 'not_payable') throw this.#error('not_found', 'get');
    return {
      value: { ...value, subjectLabel: '湘E***26 小型汽车' },
      source: this.service,
      asOf: this.#now(),
      stale: false,
    };
  }
  recognise(text: string) {
    return text.startsWith(`${this.service}:`) ? text.slice(this.service.length + 1) : null;
  }
  async settle({ key }: { key: string }, call: Call) {
    await this.#answer('settle', call);
    return { key, voucher: 'V1', settledAt: this.#now() };
  }
  async outcome(_: string, call: Call) {
    await this.#answer('outcome', call);
    return { state: 'absent' as const };
  }
  #error(kind: AdapterErrorKind, operation: string) {
    return new AdapterError(kind, { service: this.service, operation });
  }
  async #answer(what: string, call: Call) {
    this.calls.push({ what, call });
    if (this.trouble === 'bug') throw new TypeError('undefined is not a function');
    if (this.trouble === 'deaf') await new Promise(() => {});
    if (this.trouble === 'hang') await new Promise((resolve) => setTimeout(resolve, call.budgetMs));
    if (this.trouble !== null)
      throw this.#error(
        this.trouble === 'hang' || this.trouble === 'deaf' ? 'unavailable' : this.trouble,
        what,
      );
  }
}

/** The bills room on a real store, two bureaus, one bound vehicle at each for everybody. */
export async function openBillsRoom() {
  const clock = testClock();
  const database = await openTestDatabase();
  const vault = testVault();
  const police = new Bureau('traffic-fines', clock.now.bind(clock));
  const water = new Bureau('water-bills', clock.now.bind(clock));
  const holds = new Map<string, Hold>();
  const forgotten: string[] = [];
  const services: Service[] = [
    { manifest, bills: police },
    {
      manifest: { ...manifest, id: 'water-bills', title: '自来水费', department: '自来水公司' },
      bills: water,
    },
  ];
  const bound = services.map(({ manifest: { id } }) => ({
    ...{ id: `S-${id}`, service: id, kind: 'vehicle', label: '湘E·3K926', fields: { plate: '湘E3K926' } },
  }));
  const open = () =>
    createBills({
      ...{ services, database, vault, log: createLog('silent') },
      subjects: { list: async () => bound, bind: () => Promise.reject(), unbind: () => Promise.reject() },
      holds: async (service, numbers) =>
        new Map(
          [...holds]
            .filter(([key]) => numbers.some((number) => key === `${service} ${number}`))
            .map(([key, hold]) => [key.split(' ')[1] ?? '', hold]),
        ),
      payeeOf: (service) => (service === 'water-bills' ? '1900000002' : '1900000001'),
      forgetReadings: (citizenId, service) => void forgotten.push(`${citizenId} ${service}`),
    });
  return {
    ...{ clock, database, police, water, holds, forgotten, bound },
    bills: open(),
    /** As after a restart: nothing in memory. */
    reopen: open,
    close: () => database.close(),
    bill(number: string, facts: Partial<BureauBill> = {}): BureauBill {
      return {
        ...{ number, title: '不按交通信号灯通行', subjectLabel: '湘E·3K926 小型汽车', payeeName: '交警大队' },
        ...{ principalFen: 20_000, lateFen: 0, amountFen: 20_000, status: 'payable' },
        ...{ dueAt: clock.now() + 5 * DAY, validUntil: clock.now() + DAY / 2 },
        facts: [{ name: 'place', label: '地点', value: '大坪路', source: '交警', asOf: clock.now() }],
        ...facts,
      };
    },
  };
}
export type BillsRoom = Awaited<ReturnType<typeof openBillsRoom>>;
