import { PRICE_FILE_BYTES_MAX } from '../domains/catalogue/index.ts';
import { readBoundedFile } from './read-file.ts';

/** The bytes of a price file. Refuses where it cannot be read, and where it is too large to look into. */
export const readCatalogueFile = (path: string): Promise<Uint8Array> => readBoundedFile(path, PRICE_FILE_BYTES_MAX);
