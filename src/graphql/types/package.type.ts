import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { allowanceGb, type CataloguePackage, dataLabel } from '../../domains/catalogue/index.ts';
import { Needs } from '../engine/needs.ts';
import { CoverageTypeEnum, PackageStatusEnum, PackageTypeEnum } from '../enums.ts';
import { DateTime } from '../scalars.ts';
import { connectionOf } from './connection.type.ts';
import { MoneyType, toMoney } from './money.type.ts';

@ObjectType('Package', {
  description: 'A data package that the organisation is approved to sell, as one catalogue version has it.',
})
export class PackageType {
  @Field(() => ID, {
    simple: true,
    description: 'Its id in every catalogue version, such as `onyx-connect-japan-10gb-30d`.',
  })
  packageId!: string;

  @Field(() => String, { simple: true, description: 'The line of products that it belongs to.' })
  productFamily!: string;

  @Field(() => String, { simple: true, description: 'What it covers, in words: a country, a region or Global.' })
  coverageName!: string;

  @Field(() => CoverageTypeEnum, { simple: true, description: 'How wide it covers.' })
  coverageType!: string;

  @Field(() => String, { simple: true, description: 'Its name as shown to customers.' })
  displayName!: string;

  @Field(() => String, {
    simple: true,
    nullable: true,
    description: 'ISO 3166-1 alpha-2 code of its country; null where it covers several.',
  })
  iso2!: string | null;

  @Field(() => String, { simple: true, description: 'The region that it belongs to; Global for global packages.' })
  region!: string;

  @Field(() => [String], {
    simple: true,
    description: 'ISO 3166-1 alpha-2 codes of every country that it covers, sorted.',
  })
  countries!: readonly string[];

  @Field(() => PackageTypeEnum, { simple: true, description: 'What it carries.' })
  type!: string;

  @Field(() => Int, { simple: true, description: 'Days that it is valid from activation.' })
  validityDays!: number;

  @Field(() => Int, { simple: true, description: 'Data in megabytes; 10 GB is 10240.' })
  dataMb!: number;

  @Field(() => Float, { simple: true, description: 'Data in gigabytes of 1024 megabytes.' })
  allowanceGb!: number;

  @Field(() => String, { simple: true, description: 'Data in words, such as `10 GB`.' })
  dataLabel!: string;

  @Field(() => Boolean, { simple: true, description: 'Whether text messages are included.' })
  sms!: boolean;

  @Field(() => Boolean, { simple: true, description: 'Whether calls are included.' })
  voice!: boolean;

  @Field(() => MoneyType, { simple: true, description: "The manufacturer's suggested retail price." })
  msrp!: MoneyType;

  @Needs('catalogue:read')
  @Field(() => MoneyType, {
    simple: true,
    nullable: true,
    description:
      'What an order of it costs this organisation; within an order, the list price of its catalogue version.',
  })
  netPrice!: MoneyType | null;

  @Field(() => MoneyType, {
    simple: true,
    nullable: true,
    description: 'The lowest price that it may be sold at; null where there is none.',
  })
  minimumSellingPrice!: MoneyType | null;

  @Field(() => MoneyType, {
    simple: true,
    nullable: true,
    description: 'The retail price that Onyx suggests; null where there is none.',
  })
  suggestedRetailPrice!: MoneyType | null;

  @Field(() => PackageStatusEnum, { simple: true, description: 'Whether it can be sold freely.' })
  status!: string;

  @Field(() => String, {
    simple: true,
    nullable: true,
    description: 'What to mind when selling it; null where there is nothing.',
  })
  policyNotes!: string | null;

  @Field(() => String, { simple: true, description: 'The catalogue version that this is read from.' })
  catalogueVersion!: string;
}

const shown = new WeakMap<CataloguePackage, PackageType>();

/** A package as the API shows it. Made once for each package in memory: pages are mostly made of these. */
export const toPackage = (stored: CataloguePackage): PackageType => {
  const kept = shown.get(stored);
  if (kept) return kept;
  const money = (minor: bigint | null) => (minor === null ? null : toMoney(minor, stored.currency));
  const made: PackageType = {
    packageId: stored.packageId,
    productFamily: stored.productFamily,
    coverageName: stored.coverageName,
    coverageType: stored.coverageType,
    displayName: stored.displayName,
    iso2: stored.iso2,
    region: stored.region,
    countries: stored.countries,
    type: PackageTypeEnum.DATA,
    validityDays: stored.validityDays,
    dataMb: stored.dataMb,
    allowanceGb: allowanceGb(stored.dataMb),
    dataLabel: dataLabel(stored.dataMb),
    sms: false,
    voice: false,
    msrp: toMoney(stored.msrpMinor, stored.currency),
    netPrice: toMoney(stored.netPriceMinor, stored.currency),
    minimumSellingPrice: money(stored.minimumSellingPriceMinor),
    suggestedRetailPrice: money(stored.suggestedRetailPriceMinor),
    status: stored.status,
    policyNotes: stored.policyNotes,
    catalogueVersion: stored.version,
  };
  shown.set(stored, made);
  return made;
};

export const PackageConnectionType = connectionOf('Package', () => PackageType);

@ObjectType('CatalogueVersion', { description: 'A published edition of the catalogue. It never changes.' })
export class CatalogueVersionType {
  @Field(() => String, { simple: true, description: 'Its name, such as `2026-11-24`.' })
  version!: string;

  @Field(() => DateTime, { simple: true, description: 'When it was published.' })
  publishedAt!: Date;

  @Field(() => DateTime, { simple: true, description: 'From when on it is the current one.' })
  effectiveAt!: Date;
}

@ObjectType('Catalogue', { description: 'The approved catalogue in one version.' })
export class CatalogueType extends CatalogueVersionType {
  @Field(() => Boolean, { simple: true, description: 'Whether orders are made in this version right now.' })
  isCurrent!: boolean;

  @Field(() => Int, { simple: true, description: 'How many packages of it the organisation may sell.' })
  packageCount!: number;

  @Field(() => CatalogueVersionType, {
    simple: true,
    nullable: true,
    description: 'The version that takes effect next; null where none is announced.',
  })
  next!: CatalogueVersionType | null;
}

@ObjectType('ChangedPackage', { description: 'A package that both versions have, and what is not the same.' })
export class ChangedPackageType {
  @Field(() => PackageType, { simple: true, description: 'As the earlier version has it.' })
  before!: PackageType;

  @Field(() => PackageType, { simple: true, description: 'As the later version has it.' })
  after!: PackageType;

  @Field(() => [String], { simple: true, description: 'The names of the fields that differ.' })
  fields!: readonly string[];
}

@ObjectType('CatalogueChanges', {
  description: 'What is different between two versions, for the packages that the organisation may sell.',
})
export class CatalogueChangesType {
  @Field(() => String, { simple: true, description: 'The earlier version.' })
  since!: string;

  @Field(() => String, { simple: true, description: 'The later version.' })
  until!: string;

  @Field(() => [PackageType], { simple: true, description: 'Packages that only the later version has.' })
  added!: readonly PackageType[];

  @Field(() => [PackageType], {
    simple: true,
    description: 'Packages that only the earlier version has: they cannot be sold any more.',
  })
  removed!: readonly PackageType[];

  @Field(() => [ChangedPackageType], { simple: true, description: 'Packages that differ.' })
  changed!: readonly ChangedPackageType[];
}
