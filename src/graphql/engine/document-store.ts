import type { DocumentNode } from 'graphql';
import { LRUCache } from 'lru-cache';

/** Apollo's store of parsed and validated documents, bounded by count; what is compiled for a document leaves with it. */
export class DocumentStore {
  readonly #documents: LRUCache<string, DocumentNode>;

  constructor(max: number) {
    this.#documents = new LRUCache({ max });
  }

  async get(key: string): Promise<DocumentNode | undefined> {
    return this.#documents.get(key);
  }

  async set(key: string, document: DocumentNode): Promise<void> {
    this.#documents.set(key, document);
  }

  async delete(key: string): Promise<void> {
    this.#documents.delete(key);
  }
}
