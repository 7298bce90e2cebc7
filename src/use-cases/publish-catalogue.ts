import { publicationEvents, publishVersion } from '../domains/catalogue/index.ts';
import { useCase } from '../door/use-case.ts';

interface PublishCatalogue {
  readonly version: string;
  /** When it takes effect; at once where null. */
  readonly effectiveAt: Date | null;
}

/** Publishes a catalogue version for good, and tells everybody who may sell any package. Refuses: UNKNOWN_CATALOGUE_VERSION, CATALOGUE_VERSION_PUBLISHED. */
export const publishCatalogue = useCase('catalogue.publish', async (tx, input: PublishCatalogue) => {
  const effectiveAt = input.effectiveAt ?? tx.now;
  const { id, version } = await publishVersion(tx, input.version, effectiveAt);
  return { result: id, subject: id, event: await publicationEvents(tx, { id, version, effectiveAt }) };
});
