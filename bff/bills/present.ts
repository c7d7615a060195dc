import type { Bill, BillDetail, SourceState } from '../contract/bills.ts';
import { rfc3339 } from '../platform/time.ts';
import type { Hold } from './ports.ts';
import type { KnownBill } from './snapshots.ts';
import type { Source } from './sources.ts';

/** What is told about a bill depends on who looks: an order's number only to whom it belongs. */
export interface Looking {
  citizenId: string;
  hold: Hold | undefined;
  mchid: string;
}

export function presentBill({ id, service, bill, asOf, stale }: KnownBill, looking: Looking): Bill {
  const { hold, mchid } = looking;
  const held = hold !== undefined && bill.status === 'payable';
  const hers = hold?.citizenId === looking.citizenId;
  const reason = held && !hers ? BY_OTHERS[hold.state] : bill.reason;
  return {
    id,
    service,
    number: bill.number,
    subjectLabel: bill.subjectLabel,
    title: bill.title,
    payee: { name: bill.payeeName, mchid },
    amountFen: bill.amountFen,
    principalFen: bill.principalFen,
    lateFen: bill.lateFen,
    ...(bill.lateFenPerDay !== undefined && { lateFenPerDay: bill.lateFenPerDay }),
    status: held ? hold.state : bill.status,
    ...(reason !== undefined && { reason }),
    ...(hers && { orderId: hold.orderId }),
    ...(bill.dueAt !== undefined && { dueAt: rfc3339(bill.dueAt) }),
    validUntil: rfc3339(bill.validUntil),
    asOf: rfc3339(asOf),
    stale,
  };
}

const BY_OTHERS: Record<Hold['state'], string> = {
  in_payment: '另一位绑定了此项的人正在支付这笔账单，请稍后刷新查看。',
  paid: '另一位绑定了此项的人已经缴清这笔账单，您无需再缴。',
};

export function presentDetail(known: KnownBill, looking: Looking): BillDetail {
  const facts = known.bill.facts.map(({ asOf, ...fact }) => ({ ...fact, asOf: rfc3339(asOf) }));
  return { ...presentBill(known, looking), facts };
}

export function presentSource({ manifest, state, asOf }: Source): SourceState {
  const { id, title, department } = manifest;
  return { service: id, title, department, state, asOf: asOf === null ? null : rfc3339(asOf) };
}
