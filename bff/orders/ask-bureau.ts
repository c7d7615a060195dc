import { AdapterError, type Settlement, type SettlementReceipt } from '../../adapters/index.ts';
import type { BillsPort } from './orders.ts';
import type { OrderLineRow } from './table.ts';

export type BureauAnswer =
  | { kind: 'settled'; receipt: SettlementReceipt }
  /** For good. */
  | { kind: 'refused'; bureauCode: string }
  /** No answer. `told`: the bureau may know nevertheless. */
  | { kind: 'silent'; told: boolean; retryAfterMs?: number };

export interface Question {
  line: OrderLineRow;
  settlement: Settlement;
  /** An earlier try may have reached the bureau. */
  inDoubt: boolean;
}

/** Asks before it repeats: a settlement in doubt is sent again only when the bureau says that it never had it. */
export async function askBureau(bills: BillsPort, question: Question): Promise<BureauAnswer> {
  const { line, settlement, inDoubt } = question;
  const about = { citizenId: line.citizen_id };
  try {
    if (inDoubt) {
      const outcome = await bills.outcome(line.service, settlement.key, about);
      if (outcome.state === 'settled') return { kind: 'settled', receipt: outcome.receipt };
      if (outcome.state === 'pending') return { kind: 'silent', told: true };
    }
  } catch (error) {
    if (!(error instanceof AdapterError)) throw error;
    return { kind: 'silent', told: true, ...retryAfter(error) };
  }
  try {
    return { kind: 'settled', receipt: await bills.settle(line.service, settlement, about) };
  } catch (error) {
    if (!(error instanceof AdapterError)) throw error;
    return meaningOf(error);
  }
}

function meaningOf(error: AdapterError): BureauAnswer {
  switch (error.kind) {
    case 'unavailable':
    case 'rate_limited':
      return { kind: 'silent', told: false, ...retryAfter(error) };
    case 'timeout_unknown':
    case 'bad_reply':
      return { kind: 'silent', told: true, ...retryAfter(error) };
    case 'rejected':
    case 'not_found':
      return { kind: 'refused', bureauCode: error.bureauCode ?? error.kind };
  }
}

const retryAfter = ({ retryAfterMs }: AdapterError) => (retryAfterMs === undefined ? {} : { retryAfterMs });
