import { join } from 'node:path';
import { service } from '../command.ts';
import { makeFirstStart } from '../first-start.ts';
import { assertPortFree } from '../port.ts';
import { QUICKSTART_FILE, writeQuickstart } from '../quickstart.ts';
import { quickstartText } from '../quickstart-text.ts';
import { holdApi, holdLog, holdWorker } from '../services.ts';

export const start = service({
  name: 'start',
  say: 'start everything: database, API and worker, with a sandbox organisation to try it',
  parameters: {},
  run: async (context) => {
    const { runtime, lifetime, output } = context;
    await assertPortFree(runtime.host, runtime.port);
    const databaseUrl = await context.openDatabase(true);
    await context.telling(
      'Bringing the database up to date',
      lifetime.finish(() => runtime.migrate(databaseUrl)),
    );
    const house = await context.openHouseOn(databaseUrl);
    const owner = await context.telling(
      'Loading the first catalogue and making the sandbox organisation',
      makeFirstStart({
        house,
        lifetime,
        readPrices: runtime.readFirstPrices,
        callFor: (of) => context.call(of),
      }),
    );
    // On a terminal the log would bury the commands to paste.
    const logFile = output.isTerminal ? runtime.logFile : null;
    const log = await holdLog(context, logFile === null ? 'json' : 'file');
    await holdWorker(context, house, databaseUrl, log);
    const { url } = await context.telling('Starting the API', holdApi(context, house, log));
    const { dataDir, hasExplorer } = runtime;
    const quickstart = await lifetime.finish(() =>
      writeQuickstart({ house, owner, call: context.call(owner), dataDir, url }),
    );
    const file = join(dataDir, QUICKSTART_FILE);
    const places = { file, logFile, hasExplorer };
    for (const line of quickstartText(quickstart, places, output.paint)) output.line(line);
    return lifetime.untilSignal();
  },
});
