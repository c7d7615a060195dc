import { Counter, Gauge, Histogram } from 'prom-client';
import type { Metrics } from '../platform/metrics.ts';
import type { Call } from './wechat-pay/gateway.ts';

export interface PaymentMetrics {
  /** What became of a notice: `applied`, `repeated`, `frozen`, `kept`, or why it was turned away (`probe` apart). */
  notice(outcome: string): void;
  /** Rightly signed, but not what we expected: somebody must look. */
  frozen(reason: string): void;
  call(call: Call): void;
  skew(skewMs: number): void;
}

export function createPaymentMetrics(metrics: Metrics): PaymentMetrics {
  const registers = [metrics];
  const notices = new Counter({
    name: 'payment_notices_total',
    help: 'Notices of WeChat Pay by what became of them',
    labelNames: ['outcome'],
    registers,
  });
  const frozen = new Counter({
    name: 'payment_frozen_total',
    help: 'Signed payments that differ from what was ordered: alarm on any',
    labelNames: ['reason'],
    registers,
  });
  const calls = new Counter({
    name: 'wechat_pay_calls_total',
    help: 'Calls to WeChat Pay by operation and outcome',
    labelNames: ['operation', 'outcome'],
    registers,
  });
  const duration = new Histogram({
    name: 'wechat_pay_call_ms',
    help: 'Milliseconds of calls to WeChat Pay',
    labelNames: ['operation'],
    buckets: [25, 50, 100, 250, 500, 1_000, 2_500, 6_000],
    registers,
  });
  const skew = new Gauge({
    name: 'wechat_pay_clock_skew_ms',
    help: "WeChat Pay's clock minus ours, as last told in Wechatpay-Timestamp; signatures fail beyond 300 000",
    registers,
  });
  return {
    notice: (outcome) => notices.inc({ outcome }),
    frozen: (reason) => frozen.inc({ reason }),
    call: ({ operation, outcome, code, ms, skewMs }) => {
      // Apart from other refusals: a wrong key or a wrong clock stops every payment at once.
      calls.inc({ operation, outcome: code === 'SIGNERROR' ? 'sign_error' : outcome });
      duration.observe({ operation }, ms);
      if (skewMs !== undefined) skew.set(skewMs);
    },
    skew: (skewMs) => skew.set(skewMs),
  };
}
