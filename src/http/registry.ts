import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { MODES, type Mode } from '../kernel/actor.ts';

interface Named {
  readonly name: string;
  readonly help: string;
}

/** A number that is read when the metrics are, such as the connections that a pool has in use, or one for each mode. */
export type GaugeReading = Named &
  (
    | { readonly read: () => number | Promise<number> }
    | { readonly readByMode: () => Promise<Readonly<Record<Mode, number>>> }
  );

/** The values of a gauge with their labels; one that cannot be read is NaN. */
const valuesOf = async (
  gauge: GaugeReading,
): Promise<readonly (readonly [labels: { mode?: Mode }, value: number])[]> => {
  if ('readByMode' in gauge) {
    const values = await gauge.readByMode().catch(() => null);
    return MODES.map((mode) => [{ mode }, values?.[mode] ?? Number.NaN]);
  }
  const value = await Promise.resolve()
    .then(gauge.read)
    .catch(() => Number.NaN);
  return [[{}, value]];
};

/**
 * The metrics of one process: memory, event loop and garbage collection by `prom-client`, and the gauges given. One that
 * cannot be read, for the database is away, is NaN: the others are wanted then all the more.
 */
export const metricsRegistry = (gauges: readonly GaugeReading[] = []): Registry => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  for (const gauge of gauges) {
    new Gauge({
      name: gauge.name,
      help: gauge.help,
      labelNames: 'readByMode' in gauge ? ['mode'] : [],
      registers: [registry],
      async collect() {
        for (const [labels, value] of await valuesOf(gauge)) this.set(labels, value);
      },
    });
  }
  return registry;
};
