// A small backtracking matcher that counts its steps, for proving that a pattern takes linear time without a clock.
// It reads what our patterns use: classes, groups, alternation, greedy bounded repetition, lookahead.

type Instruction =
  | { readonly op: 'char'; readonly test: (character: string) => boolean }
  | { readonly op: 'split'; readonly first: number; readonly second: number }
  | { readonly op: 'jump'; readonly to: number }
  | { readonly op: 'look'; readonly wanted: boolean; readonly program: readonly Instruction[] };

type Node =
  | { readonly kind: 'char'; readonly test: (character: string) => boolean }
  | { readonly kind: 'sequence'; readonly nodes: readonly Node[] }
  | { readonly kind: 'either'; readonly nodes: readonly Node[] }
  | { readonly kind: 'repeat'; readonly node: Node; readonly min: number; readonly max: number }
  | { readonly kind: 'look'; readonly wanted: boolean; readonly node: Node };

/** One character as the engine itself tells it, remembered. */
const charTest = (source: string, flags: string) => {
  const pattern = new RegExp(`^${source}$`, flags);
  const known = new Map<string, boolean>();
  return (character: string): boolean => {
    const answer = known.get(character) ?? pattern.test(character);
    known.set(character, answer);
    return answer;
  };
};

const parse = (source: string, flags: string): Node => {
  let at = 0;
  const take = (pattern: RegExp): string | null => {
    const found = new RegExp(pattern.source, 'y');
    found.lastIndex = at;
    const [text = null] = found.exec(source) ?? [];
    at += text?.length ?? 0;
    return text;
  };
  const atom = (): Node => {
    const open = take(/\((?:\?:|\?!|\?=|\?<\w+>)/);
    if (open !== null) {
      const node = either();
      if (take(/\)/) === null) throw new Error(`no ) at ${at} of ${source}`);
      return open === '(?!' || open === '(?=' ? { kind: 'look', wanted: open === '(?=', node } : node;
    }
    const single = take(/\[(?:\\u[0-9a-f]{4}|\\.|[^\]\\])*\]|\\u[0-9a-f]{4}|\\.|[^()|[\]{}*+?^$.\\]/);
    if (single === null) throw new Error(`cannot read ${source.slice(at, at + 10)}`);
    return { kind: 'char', test: charTest(single, flags) };
  };
  const repeated = (): Node => {
    const node = atom();
    const mark = take(/[*+?]|\{\d+(?:,\d*)?\}/);
    if (mark === null) return node;
    const [min = '', max = min] =
      { '*': ['0', ''], '+': ['1', ''], '?': ['0', '1'] }[mark] ?? mark.slice(1, -1).split(',');
    return { kind: 'repeat', node, min: Number(min), max: max === '' ? Number.POSITIVE_INFINITY : Number(max) };
  };
  const sequence = (): Node => {
    const nodes: Node[] = [];
    while (at < source.length && !'|)'.includes(source.charAt(at))) nodes.push(repeated());
    return { kind: 'sequence', nodes };
  };
  const either = (): Node => {
    const nodes = [sequence()];
    while (take(/\|/) !== null) nodes.push(sequence());
    return nodes.length === 1 && nodes[0] ? nodes[0] : { kind: 'either', nodes };
  };
  const node = either();
  if (at < source.length) throw new Error(`cannot read ${source.slice(at)}`);
  return node;
};

const compile = (node: Node): readonly Instruction[] => {
  const program: Instruction[] = [];
  const emitEither = (nodes: readonly Node[]): void => {
    const [head, ...rest] = nodes;
    if (!head) return;
    if (rest.length === 0) {
      emit(head);
      return;
    }
    const split = program.push({ op: 'jump', to: 0 }) - 1;
    emit(head);
    const jump = program.push({ op: 'jump', to: 0 }) - 1;
    program[split] = { op: 'split', first: split + 1, second: program.length };
    emitEither(rest);
    program[jump] = { op: 'jump', to: program.length };
  };
  const emitRepeat = (inner: Node, min: number, max: number): void => {
    for (let i = 0; i < min; i++) emit(inner);
    if (max === Number.POSITIVE_INFINITY) {
      const split = program.push({ op: 'jump', to: 0 }) - 1;
      emit(inner);
      program.push({ op: 'jump', to: split });
      program[split] = { op: 'split', first: split + 1, second: program.length };
      return;
    }
    const splits: number[] = [];
    for (let i = min; i < max; i++) {
      splits.push(program.push({ op: 'jump', to: 0 }) - 1);
      emit(inner);
    }
    for (const split of splits) program[split] = { op: 'split', first: split + 1, second: program.length };
  };
  const emit = (part: Node): void => {
    if (part.kind === 'char') program.push({ op: 'char', test: part.test });
    else if (part.kind === 'sequence') for (const inner of part.nodes) emit(inner);
    else if (part.kind === 'either') emitEither(part.nodes);
    else if (part.kind === 'repeat') emitRepeat(part.node, part.min, part.max);
    else program.push({ op: 'look', wanted: part.wanted, program: compile(part.node) });
  };
  emit(node);
  return program;
};

interface Thread {
  readonly pc: number;
  readonly at: number;
}

export interface Matches {
  readonly steps: number;
  /** Start and end of each match, as `matchAll` gives them. */
  readonly spans: readonly (readonly [number, number])[];
}

class Run {
  steps = 0;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** Where a match of the program from `start` ends; -1 where there is none. */
  end(program: readonly Instruction[], start: number): number {
    const threads: Thread[] = [{ pc: 0, at: start }];
    for (let thread = threads.pop(); thread; thread = threads.pop()) {
      const end = this.#follow(program, thread, threads);
      if (end >= 0) return end;
    }
    return -1;
  }

  /** Follows one thread until it matches or fails, leaving the other ways behind in `threads`. */
  #follow(program: readonly Instruction[], from: Thread, threads: Thread[]): number {
    let { pc, at } = from;
    for (let step = program[pc]; step; step = program[pc]) {
      this.steps++;
      if (step.op === 'split') threads.push({ pc: step.second, at });
      if (step.op === 'split') pc = step.first;
      else if (step.op === 'jump') pc = step.to;
      else {
        at = this.#advance(step, at);
        if (at < 0) return -1;
        pc++;
      }
    }
    return at;
  }

  #advance(step: Extract<Instruction, { op: 'char' | 'look' }>, at: number): number {
    if (step.op === 'look') return this.end(step.program, at) >= 0 === step.wanted ? at : -1;
    return at < this.#text.length && step.test(this.#text.charAt(at)) ? at + 1 : -1;
  }
}

/** Makes a function that matches a text everywhere, as the global flag does, and counts its steps. */
export const stepCounter = ({ source, flags }: RegExp): ((text: string) => Matches) => {
  const program = compile(parse(source, flags.replace(/[gy]/g, '')));
  return (text) => {
    const run = new Run(text);
    const spans: [number, number][] = [];
    for (let at = 0; at < text.length; ) {
      const end = run.end(program, at);
      if (end > at) spans.push([at, end]);
      at = Math.max(at + 1, end);
    }
    return { steps: run.steps, spans };
  };
};
