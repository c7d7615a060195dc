import { AdapterError, type AdapterErrorKind, type SettlementReceipt } from '../../../adapters/index.ts';
import type { SignedIn } from '../../http/context.ts';
import { AppError } from '../../platform/app-error.ts';
import type { BillsPort, PricedBill } from '../orders.ts';

/** `lost_reply`: it did what was asked, and nobody hears of it. `bug`: something throws that is no AdapterError. */
export type Trouble = AdapterErrorKind | 'lost_reply' | 'bug';

export interface Bureau extends BillsPort {
  /** Registers a payable bill; its id is `bill-<number>` for everybody. */
  owes(number: string, bill?: Partial<PricedBill>): string;
  /** The next calls of this operation meet these troubles, in order. */
  trouble(operation: 'settle' | 'outcome', ...troubles: Trouble[]): void;
  /** No more troubles. */
  recover(): void;
  /** Outcomes of these keys stay pending until told otherwise. */
  pending: Set<string>;
  /** What the bureau's own books say: settlements by key, and every call. */
  settlements: Map<string, SettlementReceipt & { number: string; amountFen: number }>;
  calls: string[];
  forgotten: string[];
}

/** The outer wall's fake: a bureau that keeps books. It takes a bill once, whatever is said to it. */
export function openBureau(now: () => number): Bureau {
  const bills = new Map<string, PricedBill>();
  const troubles = { settle: [] as Trouble[], outcome: [] as Trouble[] };
  const bureau: Bureau = {
    settlements: new Map(),
    pending: new Set(),
    calls: [],
    forgotten: [],
    owes(number, bill = {}) {
      const billId = `bill-${number}`;
      bills.set(billId, { ...standard(billId, number, now()), ...bill });
      return billId;
    },
    trouble: (operation, ...some) => {
      troubles[operation].push(...some);
    },
    recover() {
      troubles.settle.length = 0;
      troubles.outcome.length = 0;
    },
    async price(_who: SignedIn, billIds) {
      return billIds.map((id) => {
        const bill = bills.get(id);
        if (!bill) throw new AppError('not_found');
        return bill;
      });
    },
    async settle(service, { key, number, amountFen }) {
      bureau.calls.push(`settle ${number}`);
      const trouble = troubles.settle.shift();
      if (trouble && trouble !== 'lost_reply') throw failure(trouble, service, 'settle');
      const paidByOther = [...bureau.settlements.values()].some(
        (one) => one.number === number && one.key !== key,
      );
      if (paidByOther) throw failure('rejected', service, 'settle', '11');
      const receipt = { key, voucher: `PZ${number}`, settledAt: now() };
      bureau.settlements.set(key, bureau.settlements.get(key) ?? { ...receipt, number, amountFen });
      if (trouble) throw failure('timeout_unknown', service, 'settle');
      return receipt;
    },
    async outcome(service, key) {
      bureau.calls.push('outcome');
      const trouble = troubles.outcome.shift();
      if (trouble) throw failure(trouble, service, 'outcome');
      if (bureau.pending.has(key)) return { state: 'pending' };
      const receipt = bureau.settlements.get(key);
      return receipt ? { state: 'settled', receipt } : { state: 'absent' };
    },
    forget: (_service, number) => {
      bureau.forgotten.push(number);
    },
  };
  return bureau;
}

function failure(trouble: Trouble, service: string, operation: string, bureauCode?: string): Error {
  if (trouble === 'bug' || trouble === 'lost_reply') return new TypeError('a bug');
  return new AdapterError(trouble, { service, operation, ...(bureauCode && { bureauCode }) });
}

const standard = (billId: string, number: string, now: number): PricedBill => ({
  billId,
  service: 'traffic-fines',
  number,
  title: '违反禁令标志',
  subjectLabel: '湘E·3K926 小型汽车',
  payee: { name: '交警大队', mchid: '1900000101' },
  amountFen: 20_000,
  status: 'payable',
  validUntil: now + 10 * 3_600_000,
});
