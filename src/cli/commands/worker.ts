import { service } from '../command.ts';
import { holdLog, holdWorker } from '../services.ts';

export const worker = service({
  name: 'worker',
  say: 'do the background jobs alone, on a database that is up to date',
  parameters: {},
  run: async (context) => {
    const { lifetime, output } = context;
    const { house, databaseUrl } = await context.openHouse();
    const log = await holdLog(context, output.isTerminal ? 'short' : 'json');
    await holdWorker(context, house, databaseUrl, log);
    output.note('The worker takes jobs.');
    return lifetime.untilSignal();
  },
});
