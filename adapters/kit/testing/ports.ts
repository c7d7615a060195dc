import type { Call } from '../../contract/call.ts';
import type { AccessEntry, AdapterMetrics, AdapterPorts } from '../../contract/ports.ts';

/** 2026-11-20 10:00 in the city. */
export const MORNING = Date.UTC(2026, 10, 20, 2);

export interface TestPorts extends AdapterPorts {
  entries: AccessEntry[];
  calls: Parameters<AdapterMetrics['called']>[0][];
  breakers: Parameters<AdapterMetrics['breaker']>[0][];
  unrecorded: { service: string; operation: string }[];
  /** City time, to be moved. */
  time: { now: number };
  /** While true no entry can be written. */
  ledgerDown: { is: boolean };
}

/** Ports that remember what they were told. */
export function testPorts(): TestPorts {
  const time = { now: MORNING };
  const ledgerDown = { is: false };
  const entries: AccessEntry[] = [];
  const calls: TestPorts['calls'] = [];
  const breakers: TestPorts['breakers'] = [];
  const unrecorded: TestPorts['unrecorded'] = [];
  return {
    time,
    ledgerDown,
    entries,
    calls,
    breakers,
    unrecorded,
    clock: { now: () => time.now },
    store: { get: async () => null, set: async () => undefined },
    ledger: {
      record: async (entry) => {
        if (ledgerDown.is) throw new Error('ledger is down');
        entries.push(entry);
      },
    },
    metrics: {
      called: (facts) => calls.push(facts),
      breaker: (facts) => breakers.push(facts),
      unrecorded: (facts) => unrecorded.push(facts),
    },
  };
}

/** A resident's call with two seconds of patience. */
export function callOf(citizenId: string | null, budgetMs = 2_000): Call {
  return {
    citizenId,
    actor: 'resident',
    purpose: '查询待缴罚款',
    legalBasis: '本人同意',
    requestId: 'req-1',
    budgetMs,
  };
}
