import { collectDefaultMetrics, Registry } from 'prom-client';

/**
 * One registry for the process, handed to every room: `new Counter({ name, help, labelNames, registers: [metrics] })`.
 * Label values come from closed sets (service ids, route patterns, states): never an id of a person or an order.
 */
export type Metrics = Registry;

export function createMetrics(): Metrics {
  const metrics = new Registry();
  collectDefaultMetrics({ register: metrics });
  return metrics;
}
