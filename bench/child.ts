import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

/** Answers what the other process asks, one question at a time. Runs in a child. */
export const answerParent = <Question, Answer>(answer: (question: Question) => Promise<Answer>): void => {
  process.on('message', (question: Question) => {
    answer(question).then(
      (result) => process.send?.({ result }),
      (error: unknown) => process.send?.({ error: error instanceof Error ? error.stack : String(error) }),
    );
  });
  process.on('disconnect', () => process.exit(0));
};

interface ChildOptions {
  readonly environment?: Readonly<Record<string, string>>;
  /** A file descriptor for what it writes to standard output; ours where none is given. */
  readonly stdout?: number;
}

/** A process of the bench and the questions that it answers. */
export class Child<Question, Answer> implements AsyncDisposable {
  readonly #process: ChildProcess;
  #isAsked = false;

  constructor(module: string, { environment = {}, stdout }: ChildOptions = {}) {
    this.#process = fork(new URL(module, import.meta.url), {
      env: { ...process.env, ...environment },
      stdio: ['ignore', stdout ?? 'inherit', 'inherit', 'ipc'],
    });
  }

  async ask(question: Question): Promise<Answer> {
    if (this.#isAsked) throw new Error('a process of the bench answers one question at a time');
    this.#isAsked = true;
    const ended = new AbortController();
    const answered = once(this.#process, 'message', { signal: ended.signal });
    const exited = once(this.#process, 'exit', { signal: ended.signal }).then(() => {
      throw new Error('a process of the bench ended by itself');
    });
    try {
      this.#process.send(question as object);
      const [reply]: { result: Answer; error?: string }[] = await Promise.race([answered, exited]);
      if (!reply || reply.error !== undefined) throw new Error(reply?.error ?? 'no answer');
      return reply.result;
    } finally {
      this.#isAsked = false;
      ended.abort();
      answered.catch(() => undefined);
      exited.catch(() => undefined);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#process.exitCode !== null) return;
    const exited = once(this.#process, 'exit');
    this.#process.disconnect();
    await exited;
  }
}
