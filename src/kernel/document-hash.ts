import { createHash } from 'node:crypto';

/** The lower-case hexadecimal SHA-256 of a GraphQL document's text in UTF-8. */
export const documentHash = (document: string): string => createHash('sha256').update(document).digest('hex');

const DOCUMENT_ID = /^(?:sha256:)?([0-9a-f]{64})$/;

/**
 * The hash that a document identifier names: `sha256:` and the hash, as appendix A of GraphQL over HTTP has it, or the
 * hash alone, as Apollo sends it; null where it is neither.
 */
export const readDocumentId = (documentId: string): string | null => DOCUMENT_ID.exec(documentId)?.[1] ?? null;
