import { addInstallLink, isInstallable, lockEsim } from '../domains/esims/index.ts';
import { useCase } from '../door/use-case.ts';
import { Fault } from '../kernel/fault.ts';

interface CreateInstallLink {
  readonly iccid: string;
  /** For how many days it lasts, 1 to 30. */
  readonly days: number;
  /** Whether it shows the eSIM once and never again. */
  readonly oneTime: boolean;
}

/**
 * Makes a link under which the owner's customer can install an eSIM; its secret is shown this once.
 * Refuses: ESIM_NOT_FOUND, ACTIVATION_NOT_AVAILABLE.
 */
export const createInstallLink = useCase('install_link.create', async (tx, input: CreateInstallLink, { keyRing }) => {
  const { status } = await lockEsim(tx, input.iccid);
  if (!isInstallable(status)) throw new Fault('ACTIVATION_NOT_AVAILABLE');
  const result = addInstallLink(tx, keyRing, input);
  return { result, subject: result.link.id, event: null };
});
