/** The changes that take an idempotency key: only they may be sent again when nobody knows what became of them. */
const KEYED = /\b(?:createOrder|cancelOrder|requestRefund)\b/;

/** Nothing but such changes, each under a key of its own that stands in the document. */
const ALL_UNDER_KEYS = /^(?:\s*(?:\w+\s*:)?\s*(?:createOrder|cancelOrder|requestRefund)\s*@idempotent\b)+\s*$/;

const UNREAD = /"""[\s\S]*?"""|"(?:\\.|[^"\\\n])*"|#[^\n\r]*/g;

/** What has to be known of a document before it is sent. */
export interface DocumentFacts {
  readonly isMutation: boolean;
  /** Whether it is a change that a key in the header makes safe to send again. */
  readonly takesKey: boolean;
  /** Whether each of its changes has its key in the document (`@idempotent`), so that it is safe to send again as it is. */
  readonly hasKeys: boolean;
}

/** The text of a document by how deep it stands, and that of its operations' own fields. */
interface Layers {
  readonly outside: string;
  readonly fields: string;
  readonly rootFields: string;
}

const layersOf = (document: string): Layers => {
  let [outside, fields, rootFields] = ['', '', ''];
  let depth = 0;
  let isFragment = false;
  for (const part of document.replaceAll(UNREAD, ' ').split(/([{}])/)) {
    if (part === '{') depth += 1;
    else if (part === '}') depth -= 1;
    else if (depth === 0) {
      isFragment = /\bfragment\b/.test(part);
      outside += ` ${part}`;
    } else if (depth === 1) {
      fields += ` ${part}`;
      if (!isFragment) rootFields += ` ${part}`;
    }
  }
  return { outside, fields, rootFields };
};

/** Reads what a document does, whatever stands before its operation. What it cannot tell is taken for a change without a key. */
export const readDocument = (document: string): DocumentFacts => {
  const { outside, fields, rootFields } = layersOf(document);
  const isMutation = /\b(?:mutation|subscription)\b/.test(outside);
  const withoutArguments = rootFields.replaceAll(/\([^()]*\)|,/g, ' ');
  return {
    isMutation,
    takesKey: isMutation && KEYED.test(fields) && !fields.includes('@idempotent'),
    hasKeys: isMutation && ALL_UNDER_KEYS.test(withoutArguments),
  };
};
