import { setTimeout as sleep } from 'node:timers/promises';
import { monotonicMs } from '../kernel/clock.ts';

const SIGNALS = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;

type Signal = keyof typeof SIGNALS;

/** A terminal sends Ctrl-C to npm and to us, and npm passes its own on: the second one is an echo of the first. */
const ECHO_MS = 500;

const FINISH_MS_MAX = 3_000;

/** A signal ended the command. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';

  constructor(readonly signal: Signal) {
    super(`interrupted by ${signal}`);
  }

  /** What a shell expects of a process that a signal ended. */
  get exitCode(): number {
    return 128 + SIGNALS[this.signal];
  }
}

/**
 * What a command holds while it runs, given back in the end in reverse order whatever happens. From its making on, a
 * signal ends the command: what is being opened is waited for and closed too. A second signal ends the process at once.
 */
export class Lifetime implements AsyncDisposable {
  readonly #held = new AsyncDisposableStack();
  readonly #ended: Promise<never>;
  #reject: (error: unknown) => void = () => {};
  #cause: { readonly error: unknown; readonly atMs: number } | null = null;

  constructor() {
    this.#ended = new Promise((_resolve, reject) => {
      this.#reject = reject;
    });
    this.#ended.catch(() => {});
    for (const signal of Object.keys(SIGNALS) as Signal[]) this.#hear(signal, () => this.#interrupt(signal)); // the table's own keys
    this.#hear('uncaughtException', (error: unknown) => this.#end(error));
  }

  /** To the very end: a signal while things are given back is heard too. */
  #hear(name: string, listener: (error: unknown) => void): void {
    process.on(name, listener);
    this.#held.defer(() => void process.off(name, listener));
  }

  #end(error: unknown): void {
    this.#cause ??= { error, atMs: monotonicMs() };
    this.#reject(error);
  }

  #interrupt(signal: Signal): void {
    const interrupted = new Interrupted(signal);
    if (this.#cause === null) {
      this.#end(interrupted);
      return;
    }
    const isEcho = signal === 'SIGINT' && process.stdin.isTTY && monotonicMs() - this.#cause.atMs < ECHO_MS;
    if (!isEcho) process.exit(interrupted.exitCode);
  }

  /** Throws where the command has to end: no step begins after a signal. */
  check(): void {
    if (this.#cause !== null) throw this.#cause.error;
  }

  /** Opens what is held from now on. Where the command ends meanwhile, the opening is waited for and then undone. */
  async hold<Thing>(open: () => Promise<Thing>, close: (thing: Thing) => Promise<unknown>): Promise<Thing> {
    this.check();
    const opening = open();
    this.#held.defer(async () => {
      const opened = await opening.then((thing) => ({ thing })).catch(() => null);
      if (opened) await close(opened.thing);
    });
    const thing = await opening;
    this.check();
    return thing;
  }

  /** A step that may be cut off, and is better done to its end: where the command ends meanwhile, it gets a moment. */
  async finish<Result>(work: () => Promise<Result>): Promise<Result> {
    this.check();
    const working = work();
    const settled = working.then(
      () => {},
      () => {},
    );
    this.#held.defer(() => Promise.race([settled, sleep(FINISH_MS_MAX, undefined, { ref: false })]));
    const result = await working;
    this.check();
    return result;
  }

  /** The result of the work, unless a signal comes first. */
  async whileAlive<Result>(work: Promise<Result>): Promise<Result> {
    return Promise.race([work, this.#ended]);
  }

  /** Never resolves: a service runs until it is told to end. */
  async untilSignal(): Promise<never> {
    return this.#ended;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#held.disposeAsync();
  }
}
