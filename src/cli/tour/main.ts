import { parseArgs } from 'node:util';
import { OnyxClient, OnyxError } from '../../client/index.ts';
import { newId } from '../../kernel/id.ts';
import { table } from '../layout.ts';
import { Interrupted, Lifetime } from '../lifetime.ts';
import { Output } from '../output.ts';
import { Refusal } from '../refusal.ts';
import { type Access, readAccess } from './access.ts';
import { firstDay } from './first-day.ts';
import { startOwnServer } from './own-server.ts';
import { type Lived, liveThroughSandbox } from './sandbox-tour.ts';
import { BrokenPromise, type Story } from './story.ts';

const HELP = `Usage: npm run tour -- [options]

Walks a partner's first day through the API and checks every promise on the way. It places orders in the sandbox, so
nobody else should order with the same wallet meanwhile. Without options it starts a server of its own in a temporary
folder, and stops it after.

  --sandbox               live through every package of the sandbox instead, and print what was promised and what seen;
                          it ends with a reset of the sandbox
  --quickstart <file>     the quickstart.json of a running server's data folder, such as .onyx/quickstart.json
  --url <url>             a running server, with --credential
  --credential <secret>   a sandbox credential; other users of this machine can see it while the tour runs
  --help                  show this help
`;

const OPTIONS = {
  sandbox: { type: 'boolean' },
  quickstart: { type: 'string' },
  url: { type: 'string' },
  credential: { type: 'string' },
  help: { type: 'boolean' },
} as const;

const USAGE = 2;

const readOptions = (args: string[]) => parseArgs({ args, options: OPTIONS }).values;

/** The server that the options name; null where the tour starts its own. */
const chooseServer = async ({
  quickstart,
  url,
  credential,
}: ReturnType<typeof readOptions>): Promise<Access | null> => {
  if (quickstart !== undefined) return readAccess(quickstart);
  if (url === undefined && credential === undefined) return null;
  if (url === undefined || credential === undefined) throw new Refusal('--url and --credential go together.');
  return { url, credential };
};

/** Tells the story as it happens; gives the number of steps. */
const tell = async (story: Story, output: Output): Promise<number> => {
  let steps = 0;
  for await (const { kind, text } of story) {
    if (kind === 'step') steps += 1;
    output.line(kind === 'step' ? `\n${output.paint('bold', `${steps}. ${text}`)}` : `   ${text}`);
  }
  return steps;
};

const explain = (error: unknown): string => {
  if (error instanceof BrokenPromise) return `Not as promised: ${error.message}.`;
  if (error instanceof OnyxError) return `Refused: ${error.message} ${error.next}`;
  return error instanceof Error ? error.message : String(error);
};

const startServer = async (lifetime: Lifetime, output: Output): Promise<Access> => {
  output.note('Starting a server of its own in a temporary folder');
  const { access } = await lifetime.hold(startOwnServer, ({ stop }) => stop());
  return access;
};

/** Lives through the sandbox, and tells what was promised and what was seen. */
const compare = async (access: Access, output: Output, run: string): Promise<void> => {
  output.line(`The sandbox at ${access.url}\n`);
  const lived: Lived[] = [];
  for await (const one of liveThroughSandbox(new OnyxClient({ ...access, retry: false }), run)) {
    output.note(one.what);
    lived.push(one);
  }
  const isKept = ({ promised, seen }: Lived): boolean => promised === seen;
  const rows = lived.map((one) => [isKept(one) ? 'as promised' : 'NOT', one.what, one.promised, one.seen]);
  for (const line of table(['', 'package', 'promised', 'seen'], rows)) output.line(line);
  const broken = lived.filter((one) => !isKept(one)).map(({ what }) => what);
  if (broken.length > 0) throw new BrokenPromise(broken.join(', '));
  output.line(`\n${output.paint('green', `${lived.length} of ${lived.length} as promised.`)}`);
};

const walk = async (lifetime: Lifetime, output: Output, options: ReturnType<typeof readOptions>): Promise<void> => {
  const access = (await chooseServer(options)) ?? (await startServer(lifetime, output));
  const run = newId('key').replace('key_', 'tour-');
  if (options.sandbox) return compare(access, output, run);
  output.line(`A partner's first day at ${access.url}`);
  const steps = await tell(firstDay(new OnyxClient({ ...access, retry: false }), run), output);
  output.line(`\n${output.paint('green', `${steps} steps, everything as promised.`)}`);
};

const main = async (output: Output, args: string[]): Promise<number> => {
  await using lifetime = new Lifetime();
  try {
    const options = readOptions(args);
    if (options.help) {
      output.text(HELP);
      return 0;
    }
    await lifetime.whileAlive(walk(lifetime, output, options));
    return 0;
  } catch (error) {
    if (error instanceof Interrupted) return error.exitCode;
    output.refuse(explain(error));
    return error instanceof TypeError ? USAGE : 1;
  }
};

process.exitCode = await main(new Output(), process.argv.slice(2));
