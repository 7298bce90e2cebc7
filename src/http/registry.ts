import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';

/** A number that is read when the metrics are, such as the connections that a pool has in use. */
export interface GaugeReading {
  readonly name: string;
  readonly help: string;
  readonly read: () => number | Promise<number>;
}

/**
 * The metrics of one process: memory, event loop and garbage collection by `prom-client`, and the gauges given. One that
 * cannot be read, for the database is away, is NaN: the others are wanted then all the more.
 */
export const metricsRegistry = (gauges: readonly GaugeReading[] = []): Registry => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  for (const { name, help, read } of gauges) {
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        this.set(
          await Promise.resolve()
            .then(read)
            .catch(() => Number.NaN),
        );
      },
    });
  }
  return registry;
};
