import { Kind, parse } from 'graphql';
import type { DeprecatedElement } from '../kernel/deprecation.ts';
import { Deprecations } from './engine/deprecations.ts';
import { eventDocument, fragmentName } from './event-fragment.ts';
import { buildPartnerSchema } from './schema.ts';

/** What of the partner schema is deprecated. */
export interface PartnerDeprecations {
  readonly all: readonly DeprecatedElement[];
  /** What a fragment that shapes payloads uses of it, by coordinates; nothing where the text is no such fragment. */
  readonly inFragment: (text: string) => readonly string[];
}

/** Reads what is deprecated from the partner schema. */
export const partnerDeprecations = async (): Promise<PartnerDeprecations> => {
  const deprecations = new Deprecations(await buildPartnerSchema());
  const inFragment = (text: string): readonly string[] => {
    const name = fragmentName(text);
    if (name === null) return [];
    const document = parse(eventDocument(text, name));
    const operation = document.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
    return operation ? deprecations.of(document, operation).inDocument.map(({ element }) => element) : [];
  };
  return { all: deprecations.all, inFragment };
};
