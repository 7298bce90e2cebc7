import { createInstallLink } from '../../src/use-cases/create-install-link.ts';
import type { SeededEsim } from './esims.ts';
import { partnerCall } from './orders.ts';
import type { TestApi } from './test-api.ts';

/** A link to an eSIM, and the URL that a customer opens. */
export interface SeededLink {
  readonly id: string;
  readonly token: string;
  readonly url: string;
}

/** Makes a link of a ready eSIM; its secret must never be logged. */
export const seedInstallLink = async (
  api: TestApi,
  { owner, iccid }: SeededEsim,
  choice: { readonly days?: number; readonly oneTime?: boolean } = {},
): Promise<SeededLink> => {
  const wanted = { iccid, days: 7, oneTime: false, ...choice };
  const { link, token } = await createInstallLink(api.house, partnerCall(owner), wanted);
  api.secrets.add(token.slice('onyx_install_'.length));
  return { id: link.id, token, url: `${api.url}/install/${token}` };
};
