import { Args, Ctx, Query, Resolver } from 'type-graphql';
import { browse, compareAssortments, packageCursor } from '../../domains/catalogue/index.ts';
import { Fault } from '../../kernel/fault.ts';
import { getAssortment, getCatalogue } from '../../views/catalogue.ts';
import type { ApiContext } from '../api-context.ts';
import { Needs } from '../engine/needs.ts';
import { ChangesArgs, PackageArgs, PackagesArgs, toPackageFilter, VersionArgs } from '../inputs/catalogue.input.ts';
import { type Connection, toConnection } from '../types/connection.type.ts';
import {
  CatalogueChangesType,
  CatalogueType,
  PackageConnectionType,
  PackageType,
  toPackage,
} from '../types/package.type.ts';

@Resolver()
export class CatalogueResolver {
  @Needs('catalogue:read')
  @Query(() => CatalogueType, {
    description:
      'The approved catalogue: when it was published, and which version comes next. Refuses UNKNOWN_CATALOGUE_VERSION.',
  })
  async catalogue(
    @Args(() => VersionArgs) { version }: VersionArgs,
    @Ctx() { house, actor }: ApiContext,
  ): Promise<CatalogueType> {
    const { version: found, assortment, next, isCurrent } = await getCatalogue(house, actor, version ?? null);
    return { ...found, isCurrent, packageCount: assortment.size, next };
  }

  @Needs('catalogue:read')
  @Query(() => PackageConnectionType, {
    description: 'The packages that the organisation may sell, filtered and sorted. Refuses UNKNOWN_CATALOGUE_VERSION.',
  })
  async packages(
    @Args(() => PackagesArgs) { filter, sort, version, first, after }: PackagesArgs,
    @Ctx() { house, actor }: ApiContext,
  ): Promise<Connection<PackageType>> {
    const assortment = await getAssortment(house, actor, version ?? null);
    const page = browse(assortment, toPackageFilter(filter), sort, first, after ?? null);
    return toConnection(page, after, toPackage, (offer) => packageCursor(offer, sort));
  }

  @Needs('catalogue:read')
  @Query(() => PackageType, { description: 'One package. Refuses UNKNOWN_PACKAGE, UNKNOWN_CATALOGUE_VERSION.' })
  async package(
    @Args(() => PackageArgs) { id, version }: PackageArgs,
    @Ctx() { house, actor }: ApiContext,
  ): Promise<PackageType> {
    const offer = (await getAssortment(house, actor, version ?? null)).get(id);
    if (!offer) throw new Fault('UNKNOWN_PACKAGE');
    return toPackage(offer);
  }

  @Needs('catalogue:read')
  @Query(() => CatalogueChangesType, {
    complexity: 50,
    description:
      'Packages added, removed and changed between two versions, so that nobody has to read the whole catalogue again. Costs 50 points, and one for each package that it names; a changed one is named twice. Refuses UNKNOWN_CATALOGUE_VERSION.',
  })
  async catalogueChanges(
    @Args(() => ChangesArgs) { since, until }: ChangesArgs,
    @Ctx() { house, actor, chargeFound }: ApiContext,
  ): Promise<CatalogueChangesType> {
    const [before, after] = await Promise.all([
      getAssortment(house, actor, since),
      getCatalogue(house, actor, until ?? null),
    ]);
    const { added, removed, changed } = compareAssortments(before, after.assortment);
    await chargeFound(added.length + removed.length + 2 * changed.length);
    return {
      since,
      until: after.version.version,
      added: added.map(toPackage),
      removed: removed.map(toPackage),
      changed: changed.map((pair) => ({ ...pair, before: toPackage(pair.before), after: toPackage(pair.after) })),
    };
  }
}
