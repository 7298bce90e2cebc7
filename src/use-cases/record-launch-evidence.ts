import * as launch from '../domains/launch/index.ts';
import { useCase } from '../door/use-case.ts';

interface LaunchEvidence {
  readonly kind: launch.EvidenceKind;
  /** The public id of what was seen: an order, or the request. */
  readonly reference: string;
}

/** Keeps that the owner's traffic showed something for the launch, the first time that it did. Gives whether it is new. */
export const recordLaunchEvidence = useCase('launch.see', async (tx, { kind, reference }: LaunchEvidence) => {
  const isNew = await launch.recordEvidence(tx, kind, reference);
  return { result: isNew, subject: isNew ? reference : null, event: null };
});
