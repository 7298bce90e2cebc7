import { styleText } from 'node:util';
import { redact } from '../kernel/redact.ts';

export type Style = 'bold' | 'cyan' | 'dim' | 'green' | 'red' | 'yellow';

/** Colours a text, or gives it as it is. */
export type Paint = (style: Style, text: string) => string;

/** A file or a person: what is written for one reaches it as it is, for the other it may have colours. */
type Stream = NodeJS.WritableStream & { readonly isTTY?: boolean };

/**
 * The command line's one way out. Results go to the standard output; what is said beside them, progress and refusals,
 * to the standard error. Colours are for terminals alone, and NO_COLOR turns them off.
 */
export class Output {
  readonly #out: Stream;
  readonly #err: Stream;

  constructor(out: Stream = process.stdout, err: Stream = process.stderr) {
    this.#out = out;
    this.#err = err;
    // A reader that has seen enough, such as `head`, or a terminal that was closed: what is being done goes on.
    for (const stream of [this.#out, this.#err]) {
      stream.on('error', (error: NodeJS.ErrnoException) => {
        if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error;
      });
    }
  }

  get isTerminal(): boolean {
    return this.#out.isTTY === true;
  }

  readonly paint: Paint = (style, text) => styleText(style, text, { stream: this.#out });

  /** A line of the result. */
  line(text = ''): void {
    this.#out.write(`${text}\n`);
  }

  json(value: unknown): void {
    this.line(JSON.stringify(value, null, 2));
  }

  /** A text of the result that has its line breaks already. */
  text(text: string): void {
    this.#out.write(text);
  }

  /** A text beside the result that has its line breaks already. */
  aside(text: string): void {
    this.#err.write(text);
  }

  /** A remark or a line of progress. */
  note(text: string): void {
    this.aside(`${styleText('dim', text, { stream: this.#err })}\n`);
  }

  /** Why a command was refused. What looks like a secret is masked: the sentence may quote what the user wrote. */
  refuse(text: string): void {
    this.aside(`${styleText('red', redact(text), { stream: this.#err })}\n`);
  }
}
