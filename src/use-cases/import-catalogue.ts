import { importVersion, type PackageDraft } from '../domains/catalogue/index.ts';
import { useCase } from '../door/use-case.ts';

interface ImportCatalogue {
  readonly version: string;
  readonly packages: readonly PackageDraft[];
}

/** Stores a catalogue version with its packages, whole or not at all; nobody sees it before it is published. Refuses: CATALOGUE_VERSION_TAKEN. */
export const importCatalogue = useCase('catalogue.import', async (tx, { version, packages }: ImportCatalogue) => {
  const id = await importVersion(tx, version, packages);
  return { result: id, subject: id, event: null };
});
