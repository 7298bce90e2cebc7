import { badInput, Fault, type Problem } from '../kernel/fault.ts';
import type { Reader } from './read-value.ts';

/** What the command line gave for a parameter. */
export type Given = string | readonly string[] | boolean | undefined;

/** One option or argument of a command: how it is written, what it means, and how it is read. */
export interface Parameter<Value> {
  /** `--name <name>` for an option, `<file>`, `[version]` or `[package...]` for an argument. */
  readonly flags: string;
  readonly say: string;
  readonly isRequired: boolean;
  readonly isRepeated: boolean;
  /** What stands for it where it is left out, as the help shows it. */
  readonly fallback: string | null;
  readonly read: (given: Given, name: string) => Value;
}

export type Parameters = Readonly<Record<string, Parameter<unknown>>>;

/** The values of a command's parameters, by name. */
export type Values<Of extends Parameters> = {
  readonly [Name in keyof Of]: Of[Name] extends Parameter<infer Value> ? Value : never;
};

const single = { isRequired: false, isRepeated: false, fallback: null } as const;

const asText = (given: Given): string | undefined => (typeof given === 'string' ? given : undefined);

export const required = <Value>(flags: string, say: string, read: Reader<Value>): Parameter<Value> => ({
  ...single,
  flags,
  say,
  isRequired: true,
  read: (given, name) => read(asText(given) ?? '', name),
});

export const optional = <Value>(flags: string, say: string, read: Reader<Value>): Parameter<Value | null> => ({
  ...single,
  flags,
  say,
  read: (given, name) => {
    const text = asText(given);
    return text === undefined ? null : read(text, name);
  },
});

export const defaulting = <Value>(
  flags: string,
  say: string,
  read: Reader<Value>,
  fallback: string,
): Parameter<Value> => ({
  ...single,
  flags,
  say,
  fallback,
  read: (given, name) => read(asText(given) ?? fallback, name),
});

export const repeated = <Value>(flags: string, say: string, read: Reader<Value>): Parameter<readonly Value[]> => ({
  ...single,
  flags,
  say,
  isRepeated: true,
  read: (given, name) => (Array.isArray(given) ? given : []).map((text: string) => read(text, name)),
});

export const flag = (flags: string, say: string): Parameter<boolean> => ({
  ...single,
  flags,
  say,
  read: (given) => given === true,
});

/** `--net-price` for an option, `<file>` for an argument: as the user would write it. */
export const nameOf = ({ flags }: Parameter<unknown>): string => flags.split(' ')[0] ?? flags;

const problemsOf = (error: unknown): readonly Problem[] => {
  if (!(error instanceof Fault) || error.code !== 'BAD_USER_INPUT') throw error;
  return error.details.problems as unknown as readonly Problem[]; // badInput made them so
};

/** Reads all parameters of a command. Refuses: BAD_USER_INPUT with everything that is wrong. */
export const readParameters = <Of extends Parameters>(
  parameters: Of,
  given: Readonly<Record<string, Given>>,
): Values<Of> => {
  const problems: Problem[] = [];
  const read = ([name, parameter]: readonly [string, Parameter<unknown>]): readonly [string, unknown] => {
    try {
      return [name, parameter.read(given[name], nameOf(parameter))];
    } catch (error) {
      problems.push(...problemsOf(error));
      return [name, null];
    }
  };
  const values = Object.fromEntries(Object.entries(parameters).map(read));
  if (problems.length > 0) throw badInput(...problems);
  return values as Values<Of>; // made from the table, name by name
};
