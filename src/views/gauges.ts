import { MODES, type Mode } from '../kernel/actor.ts';

interface Named {
  readonly name: string;
  readonly help: string;
}

/** A number that is read when metrics are asked for, or one for each mode. */
export type Gauge = Named &
  ({ readonly read: () => Promise<number> } | { readonly readByMode: () => Promise<Readonly<Record<Mode, number>>> });

type Rows<Facts> = readonly (Named & { readonly of: (facts: Facts) => number })[];

/** Reads once for all that ask at the same time. */
const sharing = <Facts>(read: () => Promise<Facts>): (() => Promise<Facts>) => {
  let asked: Promise<Facts> | null = null;
  return () => {
    asked ??= read().finally(() => {
      asked = null;
    });
    return asked;
  };
};

/** Facts as gauges, each by its name. Those that are read together ask the database once. */
export const gaugesOf = <Facts>(read: () => Promise<Facts>, gauges: Rows<Facts>): readonly Gauge[] => {
  const ask = sharing(read);
  return gauges.map(({ name, help, of }) => ({ name, help, read: async () => of(await ask()) }));
};

/** The same of facts that are told apart by mode: what the sandbox has of them concerns nobody but its partner. */
export const modeGaugesOf = <Facts>(
  read: () => Promise<Readonly<Record<Mode, Facts>>>,
  gauges: Rows<Facts>,
): readonly Gauge[] => {
  const ask = sharing(read);
  return gauges.map(({ name, help, of }) => ({
    name,
    help,
    readByMode: async () => {
      const facts = await ask();
      return Object.fromEntries(MODES.map((mode) => [mode, of(facts[mode])])) as Record<Mode, number>; // all of them
    },
  }));
};
