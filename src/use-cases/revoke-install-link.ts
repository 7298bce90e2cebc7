import { endInstallLink, lockInstallLink } from '../domains/esims/index.ts';
import { useCase } from '../door/use-case.ts';

interface RevokeInstallLink {
  readonly linkId: string;
}

/** Ends a link at once; repeated, it changes nothing. Gives the link. Refuses: INSTALL_LINK_NOT_FOUND. */
export const revokeInstallLink = useCase('install_link.revoke', async (tx, { linkId }: RevokeInstallLink) => {
  const link = await lockInstallLink(tx, linkId);
  if (link.revokedAt !== null) return { result: link, subject: null, event: null };
  return { result: endInstallLink(tx, link), subject: linkId, event: null };
});
