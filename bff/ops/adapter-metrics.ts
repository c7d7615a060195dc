import { Counter, Gauge, Histogram } from 'prom-client';
import type { AdapterMetrics } from '../../adapters/index.ts';
import type { Metrics } from '../platform/metrics.ts';

const BREAKER = { closed: 0, half_open: 1, open: 2 } as const;

/** What operators see of each bureau: how often it is asked, how it answers, whether its breaker is open. */
export function createAdapterMetrics(metrics: Metrics): AdapterMetrics {
  const registers = [metrics];
  const calls = new Counter({
    name: 'bureau_calls_total',
    help: 'Questions to bureaus by outcome and by where the answer came from',
    labelNames: ['service', 'operation', 'outcome', 'from'],
    registers,
  });
  const duration = new Histogram({
    name: 'bureau_call_duration_seconds',
    help: 'How long bureaus take to answer',
    labelNames: ['service', 'operation'],
    buckets: [0.05, 0.1, 0.3, 0.6, 1.2, 2.5, 5, 10],
    registers,
  });
  const breakers = new Gauge({
    name: 'bureau_breaker_state',
    help: '0 closed, 1 half open, 2 open',
    labelNames: ['service', 'operation'],
    registers,
  });
  const unrecorded = new Counter({
    name: 'privacy_ledger_unrecorded_total',
    help: 'Looks at data whose ledger entry could not be written: alarm on any',
    labelNames: ['service', 'operation'],
    registers,
  });
  return {
    called({ service, operation, outcome, ms, from }) {
      calls.inc({ service, operation, outcome, from });
      if (from === 'bureau') duration.observe({ service, operation }, ms / 1000);
    },
    breaker: ({ service, operation, state }) => breakers.set({ service, operation }, BREAKER[state]),
    unrecorded: ({ service, operation }) => unrecorded.inc({ service, operation }),
  };
}
