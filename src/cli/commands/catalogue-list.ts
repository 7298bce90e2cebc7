import type { House } from '../../door/use-case.ts';
import { Fault } from '../../kernel/fault.ts';
import { type Currency, formatMinor } from '../../kernel/money.ts';
import { listVersionPackages, listVersionSummaries, type VersionPackage } from '../../views/catalogue-versions.ts';
import { command, type Report } from '../command.ts';
import { moment, table } from '../layout.ts';
import { optional } from '../parameters.ts';
import { versionName } from '../read-value.ts';

const packageJson = ({ msrpMinor, netPriceMinor, ...shown }: VersionPackage) => ({
  ...shown,
  msrp: formatMinor(msrpMinor, shown.currency as Currency), // checked when it was imported
  netPrice: formatMinor(netPriceMinor, shown.currency as Currency),
});

const reportVersions = async (house: House): Promise<Report> => {
  const versions = await listVersionSummaries(house);
  return {
    json: versions,
    text: () =>
      table(
        ['VERSION', 'STATE', 'PACKAGES', 'PUBLISHED', 'IN EFFECT FROM'],
        versions.map((one) => [one.version, one.state, one.packages, moment(one.publishedAt), moment(one.effectiveAt)]),
      ),
  };
};

const reportPackages = async (house: House, version: string): Promise<Report> => {
  const found = (await listVersionSummaries(house)).find((one) => one.version === version);
  if (!found) throw new Fault('UNKNOWN_CATALOGUE_VERSION');
  const packages = (await listVersionPackages(house, found.id)).map(packageJson);
  return {
    json: { ...found, packages },
    text: () =>
      table(
        ['PACKAGE', 'NAME', 'STATUS', 'CURRENCY', 'NET PRICE', 'MSRP'],
        packages.map((one) => [one.packageId, one.displayName, one.status, one.currency, one.netPrice, one.msrp]),
      ),
  };
};

export const catalogueList = command({
  name: 'catalogue list',
  say: 'list the catalogue versions, newest first, or the packages of one of them',
  parameters: { version: optional('[version]', 'the version whose packages to list', versionName) },
  run: async (context, { version }) => {
    const { house } = await context.openHouse();
    return version === null ? reportVersions(house) : reportPackages(house, version);
  },
});
