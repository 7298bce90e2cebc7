/** A number that is read when metrics are asked for. */
export interface Gauge {
  readonly name: string;
  readonly help: string;
  readonly read: () => Promise<number>;
}

/** Facts as gauges, each by its name. Those that are read together ask the database once. */
export const gaugesOf = <Facts>(
  read: () => Promise<Facts>,
  gauges: readonly { readonly name: string; readonly help: string; readonly of: (facts: Facts) => number }[],
): readonly Gauge[] => {
  let asked: Promise<Facts> | null = null;
  const ask = (): Promise<Facts> => {
    asked ??= read().finally(() => {
      asked = null;
    });
    return asked;
  };
  return gauges.map(({ name, help, of }) => ({ name, help, read: async () => of(await ask()) }));
};
