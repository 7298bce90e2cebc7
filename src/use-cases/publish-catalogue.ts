import { publishVersion } from '../domains/catalogue/index.ts';
import { useCase } from '../door/use-case.ts';

interface PublishCatalogue {
  readonly version: string;
  /** When it takes effect; at once where null. */
  readonly effectiveAt: Date | null;
}

/** Publishes a catalogue version for good. Refuses: UNKNOWN_CATALOGUE_VERSION, CATALOGUE_VERSION_PUBLISHED. */
export const publishCatalogue = useCase('catalogue.publish', async (tx, input: PublishCatalogue) => {
  const published = await publishVersion(tx, input.version, input.effectiveAt ?? tx.now);
  return { result: published.id, subject: published.id, event: null };
});
