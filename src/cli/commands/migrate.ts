import { command } from '../command.ts';
import { counted } from '../layout.ts';

export const migrate = command({
  name: 'migrate',
  say: 'bring the database up to date',
  parameters: {},
  run: async (context) => {
    const { runtime, lifetime } = context;
    const databaseUrl = await context.openDatabase(false);
    const applied = await context.telling(
      'Bringing the database up to date',
      lifetime.finish(() => runtime.migrate(databaseUrl)),
    );
    const summary =
      applied.length > 0
        ? `Applied ${counted(applied.length, 'migration')}:`
        : 'Nothing to do: the database is up to date.';
    return { json: { applied }, text: () => [summary, ...applied.map((name) => `  ${name}`)] };
  },
});
