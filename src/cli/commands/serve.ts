import { service } from '../command.ts';
import { assertPortFree } from '../port.ts';
import { holdApi, holdLog } from '../services.ts';

export const serve = service({
  name: 'serve',
  say: 'serve the API alone, on a database that is up to date',
  parameters: {},
  run: async (context) => {
    const { runtime, lifetime, output } = context;
    await assertPortFree(runtime.host, runtime.port);
    const { house } = await context.openHouse();
    const log = await holdLog(context, output.isTerminal ? 'short' : 'json');
    const { url } = await context.telling('Starting the API', holdApi(context, house, log));
    output.note(`The API listens at ${url}/graphql; jobs are done by \`onyx worker\`.`);
    return lifetime.untilSignal();
  },
});
