import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';

/** A number that is read when the metrics are, such as the connections that a pool has in use. */
export interface GaugeReading {
  readonly name: string;
  readonly help: string;
  readonly read: () => number;
}

/** The metrics of one process: memory, event loop and garbage collection by `prom-client`, and the gauges given. */
export const metricsRegistry = (gauges: readonly GaugeReading[] = []): Registry => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  for (const { name, help, read } of gauges) {
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(read());
      },
    });
  }
  return registry;
};
