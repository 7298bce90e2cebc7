import { openActivation } from '../domains/esims/index.ts';
import { useCase } from '../door/use-case.ts';

interface ReadActivation {
  readonly iccid: string;
}

/** Gives what an eSIM is installed with, and records that it was read. Refuses: ESIM_NOT_FOUND, ACTIVATION_NOT_AVAILABLE. */
export const readActivation = useCase('esim.read_activation', async (tx, { iccid }: ReadActivation, { keyRing }) => ({
  result: await openActivation(tx, keyRing, iccid),
  subject: iccid,
  event: null,
}));
