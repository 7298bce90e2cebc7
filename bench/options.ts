import { parseArgs } from 'node:util';

export interface Options {
  /** Rounds that are thrown away: compilers work on until some thousand requests have come. */
  readonly warmUpRounds: number;
  readonly rounds: number;
  /** Requests of one scenario in a round are this share of the full number. */
  readonly share: number;
  /** No further round begins after this time. */
  readonly limitMs: number;
  /** Scenario names; all where it is empty. */
  readonly only: readonly string[];
  /** Writes a CPU profile of each server into `bench/results/`. */
  readonly isProfiled: boolean;
}

/** Reads `--quick`, `--rounds N`, `--only page,look-up` and `--profile`. */
export const readOptions = (args: readonly string[]): Options => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      profile: { type: 'boolean', default: false },
      rounds: { type: 'string' },
      only: { type: 'string', default: '' },
    },
  });
  const rounds = Number(values.rounds ?? (values.quick ? 3 : 9));
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error('--rounds takes a whole number from 1');
  return {
    warmUpRounds: values.quick ? 2 : 4,
    rounds,
    share: values.quick ? 0.25 : 1,
    limitMs: values.quick ? 20_000 : 110_000,
    only: values.only.split(',').filter((name) => name !== ''),
    isProfiled: values.profile,
  };
};
