import type { Clock } from '../../src/kernel/clock.ts';

/** A clock that stands still until it is moved. */
export class TestClock implements Clock {
  #now = new Date('2026-11-24T09:00:00.000Z');

  now(): Date {
    return new Date(this.#now);
  }

  advance(ms: number): void {
    this.#now = new Date(this.#now.getTime() + ms);
  }
}
