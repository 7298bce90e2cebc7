import { createLogger } from '../../src/adapters/logger.ts';

export type LogLine = Readonly<Record<string, unknown>>;

/** The real logger, its lines kept here in place of standard output. */
export class CapturedLog {
  readonly logger: ReturnType<typeof createLogger>;
  readonly #lines: string[] = [];

  constructor() {
    this.logger = createLogger({ level: 'debug', destination: { write: (line) => void this.#lines.push(line) } });
  }

  /** All that was logged, as it was written. */
  get text(): string {
    return this.#lines.join('');
  }

  /** A reader of its own: each call gives what was logged since the last one. */
  reader(): () => string {
    let read = this.#lines.length;
    return () => {
      const fresh = this.#lines.slice(read).join('');
      read = this.#lines.length;
      return fresh;
    };
  }

  /** Lines that have these values, oldest first. */
  find(fields: LogLine): LogLine[] {
    return this.#lines
      .map((line): LogLine => JSON.parse(line))
      .filter((line) => Object.entries(fields).every(([name, value]) => line[name] === value));
  }

  /** The one line that a request leaves. */
  request(requestId: string): LogLine | undefined {
    return this.find({ msg: 'request', requestId })[0];
  }
}
