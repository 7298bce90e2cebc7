import { linkStateOf, lockInstallLink, noteOpening, openActivation } from '../domains/esims/index.ts';
import { useCase } from '../door/use-case.ts';

interface OpenInstallLink {
  readonly linkId: string;
}

/**
 * Gives what the eSIM of a link is installed with, and records on the eSIM that it was read; null where the link has
 * ended. Of many at once, one alone opens a link that opens once. Refuses: INSTALL_LINK_NOT_FOUND, ACTIVATION_NOT_AVAILABLE.
 */
export const openInstallLink = useCase('install_link.open', async (tx, { linkId }: OpenInstallLink, { keyRing }) => {
  const link = await lockInstallLink(tx, linkId);
  if (linkStateOf(link, tx.now) !== 'open') return { result: null, subject: null, event: null };
  const material = await openActivation(tx, keyRing, link.iccid);
  noteOpening(tx, link);
  return { result: material, subject: link.iccid, event: null };
});
