import { documentHash } from '../../kernel/document-hash.ts';
import { Fault } from '../../kernel/fault.ts';
import type { RequestContext } from './context.ts';

/** The documents that organisations registered. */
export interface DocumentRegistry {
  /** The text of an organisation's document; null where it has none of this hash. */
  find(organisationId: string, hash: string): Promise<string | null>;
}

/** A document as a request names it: by its text, by its hash, or by both. */
export interface NamedDocument {
  readonly query?: string;
  /** The lower-case hexadecimal SHA-256 of the text (GraphQL over HTTP, appendix A). */
  readonly documentHash?: string;
  readonly context: Pick<RequestContext, 'actor' | 'facts'>;
}

/** How much of a hash is logged. */
export const HASH_SHOWN = 16;

const findText = async (registry: DocumentRegistry | null, { query, context }: NamedDocument, hash: string) => {
  const { actor, facts } = context;
  const text = (await registry?.find(actor.organisationId, hash)) ?? null;
  if (text !== null) return text;
  facts.documentHash = hash.slice(0, HASH_SHOWN);
  throw new Fault(query === undefined && !actor.trustedDocumentsOnly ? 'UNKNOWN_DOCUMENT' : 'UNTRUSTED_DOCUMENT');
};

/**
 * The text that a request runs. Refuses: BAD_REQUEST where text and hash differ, UNKNOWN_DOCUMENT for a hash that is not
 * registered, UNTRUSTED_DOCUMENT where the credential runs registered documents alone and this is none.
 */
export const textOf = async (registry: DocumentRegistry | null, named: NamedDocument): Promise<string> => {
  const { query, context } = named;
  const isBound = context.actor.trustedDocumentsOnly === true;
  if (query === undefined) {
    if (named.documentHash === undefined) throw new Fault('BAD_REQUEST');
    return findText(registry, named, named.documentHash);
  }
  if (named.documentHash === undefined && !isBound) return query;
  const hash = documentHash(query);
  if (named.documentHash !== undefined && named.documentHash !== hash) {
    throw new Fault('BAD_REQUEST', { why: 'The hash is not the SHA-256 of the text in `query`.' });
  }
  return isBound ? findText(registry, named, hash) : query;
};
