import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildSchema, type GraphQLSchema, Kind, parse, validate } from 'graphql';
import { type Part, partOf } from './block-rules.ts';
import type { DocBlock, DocPage } from './doc-page.ts';
import { ExampleValues } from './example-values.ts';
import type { PageStage } from './page-stage.ts';
import { outputDiffers } from './same-answer.ts';

/** Sends a document to the API, with a credential of these scopes or of all. Gives the body of the answer. */
export type Ask = (query: string, variables: unknown, scopes: readonly string[] | null) => Promise<string>;

interface Reader {
  readonly stage: PageStage;
  readonly ask: Ask;
  readonly schema: GraphQLSchema;
}

/** A block that printed something, and how to have it printed again. */
interface Printed {
  readonly block: DocBlock;
  readonly again: () => Promise<string>;
  output: string;
}

const PATIENCE_MS = 20_000;
const PAUSE_MS = 50;

class Unexpected extends Error {
  constructor({ place }: DocBlock, say: string) {
    super(`${place}: ${say}`);
  }
}

/** Reads a page as its reader does: runs each block in its order, and compares what is shown with what came of it. */
class PageReading {
  readonly #values = new ExampleValues();
  #printed: Printed | null = null;

  constructor(
    readonly page: DocPage,
    readonly reader: Reader,
  ) {}

  async read(): Promise<void> {
    const parts = this.page.blocks.flatMap((block) => partOf(block) ?? []);
    for (const [index, part] of parts.entries()) await this.#take(part, parts[index + 1] ?? null);
  }

  async #take(part: Part, next: Part | null): Promise<void> {
    const { block } = part;
    if (part.kind === 'variables' || part.kind === 'elsewhere') return;
    if (part.kind === 'output') return this.#compare(block);
    if (part.kind === 'file') return this.#write(block);
    if (part.kind === 'service') return this.#serve(block);
    const variables = next?.kind === 'variables' ? next.block.text : '{}';
    const again = () => this.#run(part, variables);
    this.#printed = { block, again, output: await again() };
  }

  #run(part: Part, variables: string): Promise<string> {
    const { block } = part;
    if (part.kind === 'graphql') return this.#ask(block, variables);
    if (part.kind === 'program') return this.#program(block);
    return this.#shell(block);
  }

  async #write({ text, words, language }: DocBlock): Promise<void> {
    const mode = language === 'sh' ? 0o755 : 0o644;
    const path = join(this.reader.stage.folder, words.get('file') ?? '');
    await writeFile(path, this.#values.resolve(text), { mode });
  }

  async #shell(block: DocBlock): Promise<string> {
    const { words } = block;
    const started = performance.now();
    for (;;) {
      const { code, output, complaints } = await this.reader.stage.shell(this.#values.resolve(block.text));
      const isAsWanted = words.has('fails') ? code !== 0 : code === 0;
      if (isAsWanted) return words.has('fails') ? output + complaints : output;
      const isOver = !words.has('eventually') || performance.now() - started > PATIENCE_MS;
      if (isOver) throw new Unexpected(block, `ended with ${code}\n${output}\n${complaints}`);
      await sleep(PAUSE_MS);
    }
  }

  async #serve(block: DocBlock): Promise<void> {
    const { output } = await this.reader.stage.service(this.#values.resolve(block.text));
    this.#printed = { block, again: output, output: '' };
  }

  async #program(block: DocBlock): Promise<string> {
    const name = programName(block);
    await writeFile(join(this.reader.stage.folder, name), this.#values.resolve(block.text));
    const { code, output, complaints } = await this.reader.stage.program(name);
    if (code !== 0) throw new Unexpected(block, `ended with ${code}\n${output}\n${complaints}`);
    return output;
  }

  async #ask(block: DocBlock, variables: string): Promise<string> {
    const query = this.#values.resolve(block.text);
    const document = parse(query);
    // A fragment alone is no operation: what a page says of it is that it is one on this schema.
    const isOperation = document.definitions.some(({ kind }) => kind === Kind.OPERATION_DEFINITION);
    const rules = validate(this.reader.schema, document).filter(
      ({ message }) => isOperation || !message.includes('is never used'),
    );
    if (rules.length > 0) throw new Unexpected(block, rules.join('\n'));
    if (!isOperation) return '';
    const scopes = block.words.get('scopes')?.split(',') ?? null;
    const output = await this.reader.ask(query, JSON.parse(this.#values.resolve(variables)), scopes);
    if (!block.words.has('fails') && output.includes('"errors":')) throw new Unexpected(block, `answered ${output}`);
    return output;
  }

  async #compare(block: DocBlock): Promise<void> {
    const printed = this.#printed;
    if (printed === null) throw new Unexpected(block, 'nothing was printed before');
    const { words } = printed.block;
    const waits = words.has('eventually') || words.has('keeps-running');
    const started = performance.now();
    for (;;) {
      const complaint = outputDiffers(block, printed.output, this.#values);
      if (complaint === null) return;
      if (!waits || performance.now() - started > PATIENCE_MS) throw new Unexpected(block, complaint);
      await sleep(PAUSE_MS);
      printed.output = await printed.again();
    }
  }
}

/** The file that a program without a name of its own is run from. */
export const programName = ({ place, language }: DocBlock): string => {
  const named = `line-${place.split(':').at(-1)}`;
  return language === 'js' ? `${named}.mjs` : `${named}.ts`;
};

/** Reads the schema that pages show parts of. */
export const readSchema = (text: string): GraphQLSchema => buildSchema(text);

/** Runs every block of a page in its order. Throws with the place and the difference where one is not as it is shown. */
export const readPage = (page: DocPage, reader: Reader): Promise<void> => new PageReading(page, reader).read();
