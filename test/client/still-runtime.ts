import type { Runtime } from '../../src/client/index.ts';

/** A machine on which nothing waits: its clock goes ahead by what is slept, and chance is a half. */
export class StillRuntime implements Runtime {
  readonly slept: number[] = [];
  /** Called when somebody sleeps, before the clock goes ahead. */
  onSleep: () => void = () => undefined;
  #nowMs = Date.parse('2026-11-24T12:00:00.000Z');
  #keys = 0;

  readonly now = (): Date => new Date(this.#nowMs);

  readonly random = (): number => 0.5;

  readonly newKey = (): string => {
    this.#keys += 1;
    return `made-${this.#keys}`;
  };

  readonly sleep = async (ms: number, signal: AbortSignal): Promise<void> => {
    this.slept.push(ms);
    this.onSleep();
    if (!signal.aborted) this.#nowMs += ms;
  };
}
