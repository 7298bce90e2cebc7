import { type Approval, listApprovals, SANDBOX_COVERAGE } from '../../domains/catalogue/index.ts';
import type { House } from '../../door/use-case.ts';
import type { Owner } from '../../kernel/actor.ts';
import { badInput, Fault } from '../../kernel/fault.ts';
import { type Currency, parseMoney } from '../../kernel/money.ts';
import { approvePackages } from '../../use-cases/approve-packages.ts';
import { listVersionPackages, listVersionSummaries, type VersionPackage } from '../../views/catalogue-versions.ts';
import { command } from '../command.ts';
import { counted } from '../layout.ts';
import { getOwner, ownerParameters } from '../owner.ts';
import { optional, repeated } from '../parameters.ts';
import { decimal, packageId, type Reader, versionName } from '../read-value.ts';

const NET_PRICE = '--net-price';

interface OwnPrice {
  readonly packageId: string;
  /** Null for the list price. */
  readonly amount: string | null;
}

const ownPrice: Reader<OwnPrice> = (text, field) => {
  const [, id, amount] = /^([^=]+)=([^=]+)$/.exec(text) ?? [];
  if (id === undefined || amount === undefined) throw badInput({ field, bound: 'PACKAGE=AMOUNT, or PACKAGE=list' });
  return { packageId: packageId(id, field), amount: amount === 'list' ? null : decimal(amount, field) };
};

/** The packages of the version named, or of the one in effect. Refuses: UNKNOWN_CATALOGUE_VERSION. */
const readVersion = async (house: House, version: string | null): Promise<readonly VersionPackage[]> => {
  const versions = await listVersionSummaries(house);
  const found = versions.find((one) => (version === null ? one.state === 'current' : one.version === version));
  if (!found) throw new Fault('UNKNOWN_CATALOGUE_VERSION');
  return listVersionPackages(house, found.id);
};

const isForTests = ({ coverageName }: VersionPackage): boolean => coverageName === SANDBOX_COVERAGE;

/** Those chosen, or all that may be sold in the mode. Refuses: UNKNOWN_PACKAGE, BAD_USER_INPUT for one that may not. */
const choose = (
  offered: readonly VersionPackage[],
  ids: readonly string[],
  { mode }: Owner,
): readonly VersionPackage[] => {
  const isSellable = (one: VersionPackage): boolean => mode === 'sandbox' || !isForTests(one);
  if (ids.length === 0) return offered.filter(isSellable);
  const byId = new Map(offered.map((one) => [one.packageId, one]));
  return [...new Set(ids)].map((id) => {
    const found = byId.get(id);
    if (!found) throw new Fault('UNKNOWN_PACKAGE', { packageId: id });
    if (!isSellable(found))
      throw badInput({
        field: '[package...]',
        bound: `no package of the coverage ${SANDBOX_COVERAGE} in live: ${id} is one`,
      });
    return found;
  });
};

const priceMinor = ({ currency }: VersionPackage, amount: string | null): bigint | null => {
  if (amount === null) return null;
  const { minor } = parseMoney(amount, currency as Currency, NET_PRICE); // checked when it was imported
  if (minor <= 0n) throw badInput({ field: NET_PRICE, bound: 'an amount above 0' });
  return minor;
};

/** An own price that was given before stays, unless another one is given now. */
const toApprovals = (
  chosen: readonly VersionPackage[],
  ownPrices: readonly OwnPrice[],
  before: ReadonlyMap<string, bigint | null>,
): readonly Approval[] => {
  const byId = new Map(ownPrices.map((one) => [one.packageId, one]));
  const stray = ownPrices.find((one) => !chosen.some(({ packageId: id }) => id === one.packageId));
  if (stray) throw badInput({ field: NET_PRICE, bound: `packages that are being approved; ${stray.packageId} is not` });
  return chosen.map((one) => {
    const own = byId.get(one.packageId);
    const netPriceMinor = own ? priceMinor(one, own.amount) : (before.get(one.packageId) ?? null);
    return { packageId: one.packageId, netPriceMinor };
  });
};

export const catalogueApprove = command({
  name: 'catalogue approve',
  say: 'let an organisation sell packages, each at the list price or its own',
  parameters: {
    packages: repeated('[package...]', 'package ids; all of the version where there is none', packageId),
    ...ownerParameters,
    version: optional(
      '--version <version>',
      'the version to take them from; the one in effect where it is left out',
      versionName,
    ),
    netPrices: repeated(
      `${NET_PRICE} <package=amount>`,
      'an own net price, such as onyx-connect-japan-1gb-7d=4.20; =list for the list price; may be repeated',
      ownPrice,
    ),
  },
  run: async (context, { packages, version, netPrices, ...named }) => {
    const { house } = await context.openHouse();
    const { owner, organisation } = await getOwner(house, named);
    const offered = await readVersion(house, version);
    const chosen = choose(offered, packages, owner);
    const approvals = toApprovals(chosen, netPrices, await listApprovals(house.database.tables(), owner));
    const approved = await approvePackages(house, context.call(owner), approvals);
    const ownPriced = approvals.filter(({ netPriceMinor }) => netPriceMinor !== null).length;
    const leftOut = packages.length === 0 ? offered.length - chosen.length : 0;
    return {
      json: { ...owner, approved, ownPriced, leftOut },
      text: () => [
        `Approved ${counted(approved, 'package')} for ${organisation.name} in ${owner.mode}, ${ownPriced} at its own price.`,
        ...(leftOut > 0
          ? [`Left out ${counted(leftOut, 'package')} of the coverage ${SANDBOX_COVERAGE}, for tests alone.`]
          : []),
      ],
    };
  },
});
