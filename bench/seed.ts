import { readFile } from 'node:fs/promises';
import { derivePackages, parseMarginRule, readPriceFile } from '../dist/src/domains/catalogue/index.js';
import type { House } from '../dist/src/door/use-case.js';
import type { Owner } from '../dist/src/kernel/actor.js';
import { parseMoney } from '../dist/src/kernel/money.js';
import { ALL_SCOPES, type Scope } from '../dist/src/kernel/scopes.js';
import { approvePackages } from '../dist/src/use-cases/approve-packages.js';
import { createPartner } from '../dist/src/use-cases/create-partner.js';
import { fundWallet } from '../dist/src/use-cases/fund-wallet.js';
import { importCatalogue } from '../dist/src/use-cases/import-catalogue.js';
import { issueCredential } from '../dist/src/use-cases/issue-credential.js';
import { publishCatalogue } from '../dist/src/use-cases/publish-catalogue.js';

const PRICES = new URL('../src/domains/catalogue/first-data/market-prices.csv', import.meta.url);
const CURRENCY = 'USD';
export const FUNDS = '10000000.00';

const operator = (owner?: Owner) => ({ actor: { kind: 'operator', name: 'bench', ...(owner && { owner }) } }) as const;

export interface Partner {
  readonly organisationId: string;
  readonly mode: 'sandbox';
  readonly token: string;
  readonly credentialId: string;
}

/** Publishes the real price list and gives the ids of its packages. */
export const seedCatalogue = async (house: House): Promise<readonly string[]> => {
  const { rows } = readPriceFile(await readFile(PRICES));
  const packages = derivePackages(rows, parseMarginRule({ margin: '35' }, CURRENCY));
  await importCatalogue(house, operator(), { version: 'bench', packages });
  await publishCatalogue(house, operator(), { version: 'bench', effectiveAt: null });
  return packages.map(({ packageId }) => packageId);
};

export const issueToken = async (house: House, owner: Owner, scopes: readonly Scope[] = ALL_SCOPES) => {
  const issued = await issueCredential(house, operator(owner), { name: 'bench', scopes, expiresAt: null });
  return { token: issued.token, credentialId: issued.id };
};

/** An organisation with money that may sell all packages, and a credential with every scope. */
export const seedPartner = async (house: House, name: string, packageIds: readonly string[]): Promise<Partner> => {
  const organisationId = await createPartner(house, operator(), { name, currency: CURRENCY, excludedMarkets: [] });
  const owner = { organisationId, mode: 'sandbox' } as const;
  await fundWallet(house, operator(owner), { amount: parseMoney(FUNDS, CURRENCY), paymentReference: 'bench' });
  const approvals = packageIds.map((packageId) => ({ packageId, netPriceMinor: null }));
  await approvePackages(house, operator(owner), approvals);
  return { ...owner, ...(await issueToken(house, owner)) };
};
