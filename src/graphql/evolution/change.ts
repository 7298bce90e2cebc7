/** What a change means for a partner whose program stays as it is. */
export type ChangeKind = 'breaking' | 'deprecated' | 'dangerous' | 'added' | 'changed';

/** One difference between two contracts. */
export interface Change {
  readonly kind: ChangeKind;
  /** Where it is: a schema coordinate such as `Query.order(by:)`, or `code X`, `scope x`, `event x`, `event x data.y`. */
  readonly element: string;
  /** The whole of it as a sentence, in Markdown. */
  readonly say: string;
  /** True where the element itself was taken away: after due notice that is no breach of a promise. */
  readonly isRemoval?: boolean;
}

/** The first sentence of a description, for a list. */
export const firstSentence = (description: string | null | undefined): string => {
  const [line = ''] = (description ?? '').trim().split('\n\n');
  const text = line.replaceAll(/\s+/g, ' ');
  return /^.*?[.!?](?= [A-Z`]|$)/.exec(text)?.[0] ?? text;
};

/** An element with what it is. */
export const named = (element: string, description: string | null | undefined): string => {
  const sentence = firstSentence(description);
  return sentence === '' ? `\`${element}\`` : `\`${element}\`: ${sentence}`;
};
