import { userInfo } from 'node:os';
import { CommanderError } from 'commander';
import { redactValue } from '../kernel/redact-value.ts';
import type { Command, Report } from './command.ts';
import { CommandContext } from './command-context.ts';
import { EXIT, type Explanation, explainError } from './explain-error.ts';
import { Interrupted, Lifetime } from './lifetime.ts';
import type { Output } from './output.ts';
import { buildProgram, type Choice } from './program.ts';
import type { Runtime } from './runtime.ts';

interface Cli {
  readonly commands: readonly Command[];
  readonly version: string;
  readonly output: Output;
  /** Loaded once a command runs: help and mistakes in writing need no server. */
  readonly loadRuntime: () => Promise<Runtime>;
}

/** A user without a name in the system's list, as in some containers, goes by number. */
const operatorName = (): string => {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.() ?? 'unknown'}`;
  }
};

/** Help that was asked for is an answer; help for want of a command is a mistake in writing. */
const explainUsage = (error: CommanderError): Explanation | null => {
  if (error.exitCode === 0) return null;
  if (error.code === 'commander.help') return { say: 'A command is missing.', exitCode: EXIT.usage };
  const [first = '', ...more] = error.message.replace(/^error: /, '').split('\n');
  const say = [first.replace(/^./, (letter) => letter.toUpperCase()), ...more].join(' ');
  return { say: `${say.replace(/\.$/, '')}; --help shows how it is written.`, exitCode: EXIT.usage };
};

const choose = (cli: Cli, args: readonly string[]): Choice | Explanation | null => {
  const choices: Choice[] = [];
  const program = buildProgram(cli.commands, cli.version, cli.output, (choice) => choices.push(choice));
  try {
    program.parse(args, { from: 'user' });
    return choices[0] ?? null;
  } catch (error) {
    if (error instanceof CommanderError) return explainUsage(error);
    throw error;
  }
};

/** What a refusal is about stands beside the result, for there is none. */
const show = (output: Output, { json, text, notes = [], refusal }: Report, isJson: boolean): void => {
  if (isJson) {
    output.json(json);
    return;
  }
  for (const line of text(output.paint)) {
    if (refusal) output.aside(`${line}\n`);
    else output.line(line);
  }
  for (const note of notes) output.note(note);
};

const runCommand = async (cli: Cli, { command, given, isJson }: Choice): Promise<number> => {
  await using lifetime = new Lifetime();
  const runtime = await lifetime.finish(cli.loadRuntime);
  const context = new CommandContext(runtime, cli.output, lifetime, operatorName(), isJson);
  try {
    const report = await lifetime.whileAlive(command.run(context, given));
    show(cli.output, report, isJson);
    if (report.refusal) throw report.refusal;
    return report.isFailure ? EXIT.refused : 0;
  } catch (error) {
    if (error instanceof Interrupted) {
      if (!command.isService) return error.exitCode;
      cli.output.note('Stopping');
      return 0;
    }
    if (runtime.isDebugging) cli.output.note(JSON.stringify(redactValue(error)));
    throw error;
  }
};

/** Runs the command that the arguments name, and gives the exit code. Never throws. */
export const runCli = async (cli: Cli, args: readonly string[]): Promise<number> => {
  try {
    const choice = choose(cli, args);
    if (choice === null) return 0;
    if ('command' in choice) return await runCommand(cli, choice);
    cli.output.refuse(choice.say);
    return choice.exitCode;
  } catch (error) {
    const { say, exitCode } = explainError(error);
    cli.output.refuse(say);
    return exitCode;
  }
};
