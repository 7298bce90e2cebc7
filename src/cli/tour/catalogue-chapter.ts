import { isDeepStrictEqual } from 'node:util';
import type { Money, OnyxClient, Package } from '../../client/index.ts';
import { fact, minorOf, present, promised, type Story, shown, step } from './story.ts';

/** A package and what an order of it costs. */
export interface PricedPackage {
  readonly package: Package;
  readonly price: Money;
}

const SCOPES_USED = ['catalogue:read', 'ledger:read', 'orders:create', 'orders:read', 'usage:read'];

/** Packages that exist to come out badly: the last chapter is about them. */
export const SANDBOX_PREFIX = 'onyx-connect-sandbox-';

const PAGE = 3;
const PAGES_MAX = 10;

const withPrice = (found: Package): PricedPackage => ({
  package: found,
  price: present(found.netPrice, 'a package has its net price for a credential with catalogue:read'),
});

/** Who calls, and with what it may do. */
export async function* introduce(client: OnyxClient): Story {
  yield step('Who am I?');
  const viewer = await client.viewer();
  yield fact(`${viewer.organisationName}, ${viewer.mode.toLowerCase()}, credential “${viewer.credentialName}”`);
  yield fact(`Scopes: ${viewer.scopes.join(', ')}`);
  promised(viewer.mode === 'SANDBOX', 'the tour places orders, so it takes a sandbox credential only');
  const missing = SCOPES_USED.filter((scope) => !viewer.scopes.includes(scope));
  promised(missing.length === 0, `the tour needs a credential with the scopes ${missing.join(', ')} too`);
}

async function* readPages(client: OnyxClient): Story<PricedPackage> {
  const seen = new Set<string>();
  let after: string | null = null;
  let last = -1n;
  for (let page = 1; page <= PAGES_MAX; page += 1) {
    yield step(page === 1 ? 'What are the cheapest packages?' : 'And the page behind it?');
    const { nodes, pageInfo } = await client.packages({ sort: 'NET_PRICE_ASC', first: PAGE, after });
    promised(nodes.length === PAGE || !pageInfo.hasNextPage, `a page of ${PAGE} is full unless it is the last one`);
    const priced = nodes.map(withPrice);
    for (const { package: found, price } of priced) {
      yield fact(`${found.packageId}: ${found.dataLabel}, ${found.validityDays} days, ${shown(price)}`);
      promised(!seen.has(found.packageId), 'no package stands on two pages');
      promised(minorOf(price) >= last, 'the pages go from cheap to dear');
      seen.add(found.packageId);
      last = minorOf(price);
    }
    const chosen = priced.find(({ package: { packageId } }) => !packageId.startsWith(SANDBOX_PREFIX));
    if (chosen && page > 1) return chosen;
    if (!pageInfo.hasNextPage) break;
    after = pageInfo.endCursor;
  }
  promised(false, 'the catalogue has a second page with a package to buy');
}

/** Reads the catalogue as a shop would, and chooses a package. */
export async function* browse(client: OnyxClient): Story<PricedPackage> {
  yield step('What can I sell?');
  const catalogue = await client.catalogue();
  promised(catalogue.isCurrent && catalogue.packageCount > 0, 'the current catalogue has approved packages');
  yield fact(`Catalogue ${catalogue.version}: ${catalogue.packageCount} packages`);

  const chosen = yield* readPages(client);

  yield step('One package, by its id');
  const again = await client.package(chosen.package.packageId);
  promised(isDeepStrictEqual(again, chosen.package), 'a package is the same alone as on a page');
  promised(again.catalogueVersion === catalogue.version, 'packages come from the current catalogue');
  yield fact(
    `${again.displayName}: ${shown(chosen.price)}, suggested to sell at ${shown(again.suggestedRetailPrice ?? again.msrp)}`,
  );
  return chosen;
}
