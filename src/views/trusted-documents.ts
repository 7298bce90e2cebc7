import { LRUCache } from 'lru-cache';
import { filterRegistered, findDocument } from '../domains/documents/index.ts';
import type { House } from '../door/use-case.ts';
import { RememberedReads } from './remembered-reads.ts';

/** Characters of text that are kept; a text is named by its hash, so it never changes. */
const TEXTS_LENGTH_MAX = 32 * 1024 * 1024;

/** Says that an organisation has a document. */
const REGISTERED = {};

const nameOf = (organisationId: string, hash: string): string => `${organisationId} ${hash}`;

const readName = (name: string) => {
  const [organisationId = '', hash = ''] = name.split(' ');
  return { organisationId, hash };
};

/**
 * The documents that organisations registered, as servers look them up. Whether an organisation has one is believed for
 * a second at most, and what is in use is read ahead, so that its requests wait for no query; it is closed then.
 */
export class TrustedDocuments {
  readonly #house: House;
  readonly #texts = new LRUCache<string, string>({
    maxSize: TEXTS_LENGTH_MAX,
    sizeCalculation: (text) => Math.max(1, text.length),
  });
  readonly #registered: RememberedReads<object>;

  constructor(house: House) {
    this.#house = house;
    this.#registered = new RememberedReads(async (names) => {
      const found = await filterRegistered(house.database.tables(), names.map(readName));
      return new Map(found.map(({ organisationId, hash }) => [nameOf(organisationId, hash), REGISTERED]));
    }, true);
  }

  /** The text of an organisation's document; null where it has none of this hash. */
  async find(organisationId: string, hash: string): Promise<string | null> {
    const name = nameOf(organisationId, hash);
    const isRegistered = this.#registered.peek(name) ?? (await this.#registered.get(name));
    if (!isRegistered) return null;
    const kept = this.#texts.get(hash);
    if (kept !== undefined) return kept;
    const text = await findDocument(this.#house.database.tables(), organisationId, hash);
    if (text !== null) this.#texts.set(hash, text);
    return text;
  }

  /** Ends the reading ahead. */
  close(): void {
    this.#registered.close();
  }
}
