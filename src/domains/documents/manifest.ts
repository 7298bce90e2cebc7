import { documentHash, readDocumentId } from '../../kernel/document-hash.ts';
import { badInput } from '../../kernel/fault.ts';

/** The largest manifest that is read. */
export const MANIFEST_BYTES_MAX = 5 * 1024 * 1024;

const DOCUMENTS_MAX = 2_000;

/** A document of a manifest, and what speaks against its key. */
export interface ManifestEntry {
  readonly key: string;
  readonly hash: string;
  readonly document: string;
  readonly problem: string | null;
}

const NOT_ITS_HASH =
  "its key is not the SHA-256 of its text; have graphql-codegen write it with persistedDocuments: { hashAlgorithm: 'sha256' }";

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

/**
 * Reads the manifest that the client preset of graphql-codegen emits, persisted-documents.json: a JSON object of documents
 * by their SHA-256, bare or behind `sha256:`. Refuses: BAD_USER_INPUT for any other file.
 */
export const readManifest = (text: string): readonly ManifestEntry[] => {
  const manifest = parse(text);
  const entries = typeof manifest === 'object' && manifest !== null ? Object.entries(manifest) : [];
  const documents = entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  if (Array.isArray(manifest) || documents.length === 0 || documents.length !== entries.length) {
    throw badInput({
      field: '<file>',
      bound: 'a JSON object of documents by their SHA-256, as graphql-codegen emits it',
    });
  }
  if (documents.length > DOCUMENTS_MAX)
    throw badInput({ field: '<file>', bound: `at most ${DOCUMENTS_MAX} documents` });
  return documents.map(([key, document]) => {
    const hash = documentHash(document);
    return { key, hash, document, problem: readDocumentId(key) === hash ? null : NOT_ITS_HASH };
  });
};
