/** The changes that take an idempotency key: only they may be sent again when nobody knows what became of them. */
const KEYED = /\b(?:createOrder|cancelOrder|requestRefund)\b/;

const UNREAD = /"""[\s\S]*?"""|"(?:\\.|[^"\\\n])*"|#[^\n\r]*/g;

/** What has to be known of a document before it is sent. */
export interface DocumentFacts {
  readonly isMutation: boolean;
  /** Whether it is a change that a key in the header makes safe to send again. */
  readonly takesKey: boolean;
}

/** Reads what a document does, whatever stands before its operation. What it cannot tell is taken for a change without a key. */
export const readDocument = (document: string): DocumentFacts => {
  const atDepth: string[] = [];
  let depth = 0;
  for (const part of document.replaceAll(UNREAD, ' ').split(/([{}])/)) {
    if (part === '{') depth += 1;
    else if (part === '}') depth -= 1;
    else atDepth[depth] = `${atDepth[depth] ?? ''} ${part}`;
  }
  const [outside = '', fields = ''] = atDepth;
  const isMutation = /\b(?:mutation|subscription)\b/.test(outside);
  return { isMutation, takesKey: isMutation && KEYED.test(fields) && !fields.includes('@idempotent') };
};
