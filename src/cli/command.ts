import type { CommandContext } from './command-context.ts';
import type { Paint } from './output.ts';
import { type Given, type Parameters, readParameters, type Values } from './parameters.ts';

/** What a command found or did, for a script and for a person. */
export interface Report {
  readonly json: unknown;
  readonly text: (paint: Paint) => readonly string[];
  /** Said to a person beside the result. */
  readonly notes?: readonly string[];
  /** The command did what it should, and what it found is not as it has to be. */
  readonly isFailure?: boolean;
  /** The command was refused, and the report says why at length. */
  readonly refusal?: Error;
}

/** A row of the table of commands. */
export interface Command {
  /** `partner create`: a group and a verb, or a verb alone. */
  readonly name: string;
  readonly say: string;
  readonly parameters: Parameters;
  /** Runs until a signal ends it, and then ends well. */
  readonly isService: boolean;
  run(context: CommandContext, given: Readonly<Record<string, Given>>): Promise<Report>;
}

interface Definition<Of extends Parameters> {
  readonly name: string;
  readonly say: string;
  readonly parameters: Of;
  readonly run: (context: CommandContext, values: Values<Of>) => Promise<Report>;
}

const make = <Of extends Parameters>({ run, ...row }: Definition<Of>, isService: boolean): Command => ({
  ...row,
  isService,
  run: async (context, given) => run(context, readParameters(row.parameters, given)),
});

/** A command that does one thing and reports it. */
export const command = <Of extends Parameters>(definition: Definition<Of>): Command => make(definition, false);

/** A command that runs until it is told to end. */
export const service = <Of extends Parameters>(
  definition: Definition<Of> & { readonly run: (context: CommandContext, values: Values<Of>) => Promise<never> },
): Command => make(definition, true);
