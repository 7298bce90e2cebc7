import { listApprovals } from '../domains/catalogue/index.ts';
import { listEntries } from '../domains/ledger/index.ts';
import { listOrganisations } from '../domains/partners/index.ts';
import type { Call, House } from '../door/use-case.ts';
import type { Owner } from '../kernel/actor.ts';
import type { Code } from '../kernel/codes.ts';
import { Fault } from '../kernel/fault.ts';
import { parseMoney } from '../kernel/money.ts';
import { approvePackages } from '../use-cases/approve-packages.ts';
import { createPartner } from '../use-cases/create-partner.ts';
import { fundWallet } from '../use-cases/fund-wallet.ts';
import { importCatalogue } from '../use-cases/import-catalogue.ts';
import { publishCatalogue } from '../use-cases/publish-catalogue.ts';
import { listVersionPackages, listVersionSummaries, type VersionPackage } from '../views/catalogue-versions.ts';
import type { Lifetime } from './lifetime.ts';
import { loadCatalogue } from './load-catalogue.ts';

/** The catalogue of the prices that the product comes with. */
const VERSION = 'starter';
const MARGIN_PERCENT = '35';

export const QUICKSTART_ORGANISATION = 'Sandbox Travel';
const CURRENCY = 'USD';
const FUNDS = '1000.00';
const FUNDS_REFERENCE = 'first-start';

interface FirstStartNeeds {
  readonly house: House;
  readonly lifetime: Lifetime;
  readonly readPrices: () => Promise<Uint8Array>;
  readonly callFor: (owner?: Owner) => Call;
}

/** A step that another process did a moment before us is done. */
const unlessDone = async (code: Code, step: Promise<unknown>): Promise<void> => {
  try {
    await step;
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== code) throw error;
  }
};

/** The packages in effect; none where no version is. */
const readCurrent = async (house: House): Promise<readonly VersionPackage[]> => {
  const current = (await listVersionSummaries(house)).find(({ state }) => state === 'current');
  return current ? listVersionPackages(house, current.id) : [];
};

const ensureCatalogue = async ({ house, readPrices, callFor }: FirstStartNeeds): Promise<void> => {
  const versions = await listVersionSummaries(house);
  if (versions.some(({ state }) => state === 'current')) return;
  if (!versions.some(({ version }) => version === VERSION)) {
    const options = { rule: { margin: MARGIN_PERCENT }, skipBad: true, withSandbox: true };
    const { packages } = loadCatalogue(await readPrices(), options);
    await unlessDone('CATALOGUE_VERSION_TAKEN', importCatalogue(house, callFor(), { version: VERSION, packages }));
  }
  const publication = { version: VERSION, effectiveAt: null };
  await unlessDone('CATALOGUE_VERSION_PUBLISHED', publishCatalogue(house, callFor(), publication));
};

const findOrganisationId = async ({ database }: House): Promise<string | null> => {
  const organisations = await listOrganisations(database.tables());
  return organisations.find(({ name }) => name === QUICKSTART_ORGANISATION)?.id ?? null;
};

const ensureOrganisation = async ({ house, callFor }: FirstStartNeeds): Promise<Owner> => {
  if ((await findOrganisationId(house)) === null) {
    const partner = { name: QUICKSTART_ORGANISATION, currency: CURRENCY, excludedMarkets: [] } as const;
    await unlessDone('ORGANISATION_NAME_TAKEN', createPartner(house, callFor(), partner));
  }
  const organisationId = await findOrganisationId(house);
  if (organisationId === null) throw new Error('the organisation was just made');
  return { organisationId, mode: 'sandbox' };
};

const ensureApprovals = async ({ house, callFor }: FirstStartNeeds, owner: Owner): Promise<void> => {
  if ((await listApprovals(house.database.tables(), owner)).size > 0) return;
  const approvals = (await readCurrent(house)).map(({ packageId }) => ({ packageId, netPriceMinor: null }));
  await approvePackages(house, callFor(owner), approvals);
};

const ensureFunds = async ({ house, callFor }: FirstStartNeeds, owner: Owner): Promise<void> => {
  const { rows } = await listEntries(house.database.tables(), owner, CURRENCY, { types: ['credit'] }, 1, null);
  if (rows.length > 0) return;
  const amount = parseMoney(FUNDS, CURRENCY);
  await unlessDone(
    'PAYMENT_REFERENCE_TAKEN',
    fundWallet(house, callFor(owner), { amount, paymentReference: FUNDS_REFERENCE }),
  );
};

/**
 * Makes what somebody needs who tries the API for the first time: a catalogue in effect, and an organisation that may
 * sell it in sandbox with money to order. Each step is left out where it is done, so a start that was cut off is taken
 * up where it ended, and a later one changes nothing. Gives whose rows they are.
 */
export const makeFirstStart = async (needs: FirstStartNeeds): Promise<Owner> => {
  const { lifetime } = needs;
  await lifetime.finish(() => ensureCatalogue(needs));
  const owner = await lifetime.finish(() => ensureOrganisation(needs));
  await lifetime.finish(() => ensureApprovals(needs, owner));
  await lifetime.finish(() => ensureFunds(needs, owner));
  return owner;
};
