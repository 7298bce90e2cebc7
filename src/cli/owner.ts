import { listOrganisations } from '../domains/partners/index.ts';
import type { House } from '../door/use-case.ts';
import { MODES, type Mode, type Owner } from '../kernel/actor.ts';
import { Fault } from '../kernel/fault.ts';
import { defaulting, required } from './parameters.ts';
import { boundedText, oneOf } from './read-value.ts';

export const ORGANISATION_NAME_MAX = 100;

export const organisation = required(
  '--organisation <id-or-name>',
  'the organisation, by its id or its exact name',
  boundedText(ORGANISATION_NAME_MAX),
);

export const mode = defaulting('--mode <mode>', MODES.join(' or '), oneOf(MODES), 'sandbox');

/** The parameters that name an owner. */
export const ownerParameters = { organisation, mode } as const;

/** An organisation by its id or its exact name. Refuses: UNKNOWN_ORGANISATION. */
export const getOrganisation = async ({ database }: House, idOrName: string) => {
  const all = await listOrganisations(database.tables());
  const found = all.find(({ id }) => id === idOrName) ?? all.find(({ name }) => name === idOrName);
  if (!found) throw new Fault('UNKNOWN_ORGANISATION');
  return found;
};

/** The owner that `--organisation` and `--mode` name, with its organisation. Refuses: UNKNOWN_ORGANISATION. */
export const getOwner = async (
  house: House,
  named: { readonly organisation: string; readonly mode: Mode },
): Promise<{ readonly owner: Owner; readonly organisation: Awaited<ReturnType<typeof getOrganisation>> }> => {
  const found = await getOrganisation(house, named.organisation);
  return { owner: { organisationId: found.id, mode: named.mode }, organisation: found };
};
