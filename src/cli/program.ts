import { Argument, Option, Command as Program } from 'commander';
import type { Command } from './command.ts';
import type { Output } from './output.ts';
import type { Given, Parameter } from './parameters.ts';

const GROUPS: Readonly<Record<string, string>> = {
  catalogue: 'import, publish and approve catalogues of packages',
  credential: "issue, list, rotate and revoke organisations' credentials",
  dispute: 'list disputes of invoices, and decide them',
  invoice: 'agree terms, close months, and look at, pay and void invoices',
  keys: 'show what each key of the ring is needed for, and encrypt anew with the newest',
  launch: "show and decide organisations' way to live access",
  ledger: 'prove that the books are right',
  operations: 'register the GraphQL operations that organisations call',
  order: 'look at orders, and settle those that wait for it',
  partner: 'create, list, suspend and resume partner organisations',
  refund: 'list and decide refunds, and give the money back',
  usage: 'take in what carriers report',
  wallet: "open, fund and look at organisations' wallets",
  webhook: "look at organisations' webhooks, test them and replay events",
};

/** A command that was chosen, with what was given for its parameters. */
export interface Choice {
  readonly command: Command;
  readonly given: Readonly<Record<string, Given>>;
  readonly isJson: boolean;
}

const isOption = (parameter: Parameter<unknown>): boolean => parameter.flags.startsWith('-');

const append = (value: string, before: unknown): string[] => [...(Array.isArray(before) ? before : []), value];

const optionOf = (parameter: Parameter<unknown>): Option => {
  const option = new Option(parameter.flags, parameter.say);
  if (parameter.isRequired) option.makeOptionMandatory();
  if (parameter.isRepeated) option.argParser(append);
  if (parameter.fallback !== null) option.default(parameter.fallback);
  return option;
};

const addCommand = (group: Program, verb: string, command: Command, choose: (choice: Choice) => void): void => {
  const program = group.command(verb).description(command.say);
  const entries = Object.entries(command.parameters);
  const positional = entries.filter(([, parameter]) => !isOption(parameter));
  const named = entries
    .filter(([, parameter]) => isOption(parameter))
    .map(([name, parameter]) => ({ name, option: optionOf(parameter) }));
  for (const [, { flags, say }] of positional) program.addArgument(new Argument(flags, say));
  for (const { option } of named) program.addOption(option);
  if (!command.isService) program.option('--json', 'give the result as JSON');
  program.action(() => {
    const options: Readonly<Record<string, Given>> = program.opts();
    choose({
      command,
      isJson: options.json === true,
      given: Object.fromEntries([
        ...positional.map(([name], index): [string, Given] => [name, program.processedArgs[index]]),
        ...named.map(({ name, option }): [string, Given] => [name, options[option.attributeName()]]),
      ]),
    });
  });
};

/** Builds the program from the table of commands; what is chosen is handed to `choose`. Throws commander's own errors. */
export const buildProgram = (
  commands: readonly Command[],
  version: string,
  output: Output,
  choose: (choice: Choice) => void,
): Program => {
  const program = new Program('onyx')
    .description("The operator's command of the Onyx Partner API")
    .version(version, '--version', 'give the version')
    .helpOption('--help', 'show this help')
    .helpCommand('help [command]', 'show the help of a command')
    .showSuggestionAfterError()
    // `--version` of a command is its own.
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => output.text(text),
      // Refusals are said once, by whoever catches them.
      outputError: () => {},
      writeErr: (text) => output.aside(text),
    });
  const groups = new Map<string, Program>();
  for (const command of commands) {
    const [first = '', verb] = command.name.split(' ');
    if (verb === undefined) {
      addCommand(program, first, command, choose);
      continue;
    }
    const group = groups.get(first) ?? program.command(first).description(GROUPS[first] ?? first);
    groups.set(first, group);
    addCommand(group, verb, command, choose);
  }
  return program;
};
