/** A selection of one of the changes that take an idempotency key, and of nothing else: a key protects only what takes it. */
const ONE_KEYED = /^\s*(?:\w+\s*:)?\s*(?:createOrder|cancelOrder|requestRefund)[\s,]*(?:@\w+[\s,]*)*$/;

/** Nothing but such changes, each under a key of its own that stands in the document. */
const ALL_UNDER_KEYS = /^(?:[\s,]*(?:\w+\s*:)?\s*(?:createOrder|cancelOrder|requestRefund)\s*@idempotent\b)+[\s,]*$/;

const UNREAD = /"""[\s\S]*?"""|"(?:\\.|[^"\\\n])*"|#[^\n\r]*/g;

/** Parentheses without others in them: variables and arguments. */
const ARGUMENTS = /\([^()]*\)/g;

/** What has to be known of a document before it is sent. */
export interface DocumentFacts {
  readonly isMutation: boolean;
  /** Whether it is a change that a key in the header makes safe to send again. */
  readonly takesKey: boolean;
  /** Whether each of its changes has its key in the document (`@idempotent`), so that it is safe to send again as it is. */
  readonly hasKeys: boolean;
}

/** An operation or a fragment. */
interface Definition {
  /** What stands before its selection. */
  readonly head: string;
  /** What its selection holds at the first level. */
  fields: string;
}

const definitionsOf = (document: string): readonly Definition[] => {
  const definitions: Definition[] = [];
  let depth = 0;
  const text = document.replaceAll(UNREAD, ' ').replaceAll(ARGUMENTS, ' ');
  for (const part of text.split(/([{}])/)) {
    const last = definitions.at(-1);
    if (part === '{') depth += 1;
    else if (part === '}') depth -= 1;
    else if (depth === 0) definitions.push({ head: part, fields: '' });
    else if (depth === 1 && last) last.fields += ` ${part}`;
  }
  return definitions.filter(({ fields }) => fields !== '');
};

/** Reads what a document does, whatever stands before its operation. What it cannot tell is taken for a change without a key. */
export const readDocument = (document: string): DocumentFacts => {
  const operations = definitionsOf(document).filter(({ head }) => !/^\s*fragment\b/.test(head));
  const isMutation = operations.some(({ head }) => /\b(?:mutation|subscription)\b/.test(head));
  const fields = operations.map((operation) => operation.fields).join(' ');
  return {
    isMutation,
    takesKey: isMutation && ONE_KEYED.test(fields) && !fields.includes('@idempotent'),
    hasKeys: isMutation && ALL_UNDER_KEYS.test(fields),
  };
};
