import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';

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

/** A value of a gauge with the labels it stands under. */
export interface GaugeReading {
  labels: Record<string, string>;
  value: number;
}

/**
 * A gauge that is read at each scrape, from the store for example, so that every process tells the same truth. When it
 * cannot be read it is absent from that scrape, and the other metrics are told all the same.
 */
export function readGauge(
  metrics: Metrics,
  { name, help, labelNames }: { name: string; help: string; labelNames: readonly string[] },
  read: () => Promise<readonly GaugeReading[]>,
): void {
  new Gauge({
    name,
    help,
    labelNames: [...labelNames],
    registers: [metrics],
    async collect() {
      const readings = await read().catch(() => []);
      this.reset();
      for (const { labels, value } of readings) this.set(labels, value);
    },
  });
}
