import { serverUrl } from '../../kernel/setting.ts';
import { service } from '../command.ts';
import { defaulting, optional } from '../parameters.ts';
import { wholeNumber } from '../read-value.ts';
import { Refusal } from '../refusal.ts';
import type { Emulator, Runtime } from '../runtime.ts';

const SECOND_MS = 1_000;

/** Refuses where another program has the port. */
const startOn = (runtime: Runtime, ...[options]: Parameters<Runtime['startSmdpEmulator']>): Promise<Emulator> =>
  runtime.startSmdpEmulator(options).catch((error: unknown) => {
    if (Object(error).code !== 'EADDRINUSE') throw error;
    throw new Refusal(`Port ${options.port} is in use by another program; take another one with --port.`);
  });

export const smdpEmulator = service({
  name: 'smdp-emulator',
  say: 'play an SM-DP+ on this machine, to try the way of live orders',
  parameters: {
    port: defaulting('--port <port>', 'port that it listens on; 0 takes a free one', wholeNumber(0, 65_535), '4443'),
    callbackUrl: optional(
      '--callback-url <url>',
      'API that is told of downloads, such as http://127.0.0.1:4000',
      serverUrl,
    ),
    installAfter: defaulting(
      '--install-after <seconds>',
      'how long a device takes to fetch an eSIM, and again to install it',
      wholeNumber(0, 3_600),
      '5',
    ),
  },
  run: async ({ runtime, lifetime, output }, { port, callbackUrl, installAfter }) => {
    const say = (line: string): void => output.line(line);
    const options = { port, callbackUrl, installAfterMs: installAfter * SECOND_MS, say };
    const { url } = await lifetime.hold(
      () => startOn(runtime, options),
      (emulator) => emulator.stop(),
    );
    output.note(`The emulated SM-DP+ listens at ${url}; the worker orders from it with`);
    output.note(`ONYX_ES2_URL=${url} ONYX_ES2_REQUESTER=onyx`);
    return lifetime.untilSignal();
  },
});
