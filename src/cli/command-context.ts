import type { Call, House } from '../door/use-case.ts';
import type { Owner } from '../kernel/actor.ts';
import { counted } from './layout.ts';
import type { Lifetime } from './lifetime.ts';
import type { Output } from './output.ts';
import { Refusal } from './refusal.ts';
import type { Runtime } from './runtime.ts';

/** A person waits this long without being told why. */
const SLOW_MS = 1_000;

/** What a command has at hand. */
export class CommandContext {
  constructor(
    readonly runtime: Runtime,
    readonly output: Output,
    readonly lifetime: Lifetime,
    /** Who runs the command, as activity records it. */
    readonly operator: string,
    /** Whether the result is for a script. */
    readonly isJson = false,
  ) {}

  /** The operator asking for a change, of an owner's rows or of what belongs to nobody. */
  call(owner?: Owner): Call {
    return { actor: { kind: 'operator', name: this.operator, ...(owner && { owner }) } };
  }

  readonly onProgress = (line: string): void => this.output.note(line);

  /** Tells what is being waited for where it takes more than a second. */
  async telling<Result>(line: string, work: Promise<Result>): Promise<Result> {
    const timer = setTimeout(() => this.output.note(line), SLOW_MS);
    try {
      return await work;
    } finally {
      clearTimeout(timer);
    }
  }

  /** The database: the one that runs, or started for this command and stopped after it. */
  async openDatabase(exclusive: boolean): Promise<string> {
    const { runtime, lifetime, onProgress } = this;
    const server = await lifetime.hold(
      () => runtime.openDatabase({ exclusive, onProgress }),
      (opened) => opened.stop(),
    );
    return server.url;
  }

  async openHouseOn(databaseUrl: string): Promise<House> {
    return this.lifetime.hold(
      () => this.runtime.openHouse(databaseUrl),
      ({ database }) => database.close(),
    );
  }

  /** The house on a database that is there and up to date. Refuses where it is not. */
  async openHouse(): Promise<{ readonly house: House; readonly databaseUrl: string }> {
    const { runtime } = this;
    if (!(await runtime.hasDatabase())) {
      throw new Refusal(`There is no database in ${runtime.dataDir} yet; run \`onyx start\`, or set ONYX_DATA_DIR.`);
    }
    const databaseUrl = await this.openDatabase(false);
    const house = await this.openHouseOn(databaseUrl);
    const pending = await runtime.pendingMigrations(house);
    if (pending.length > 0) {
      throw new Refusal(`The database lacks ${counted(pending.length, 'migration')}; run \`onyx migrate\`.`);
    }
    return { house, databaseUrl };
  }
}
