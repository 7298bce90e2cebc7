import {
  type Assortment,
  assortmentOf,
  findNextVersion,
  getPublishedVersion,
  getVersion,
} from '../domains/catalogue/index.ts';
import type { House } from '../door/use-case.ts';
import { Fault } from '../kernel/fault.ts';
import type { Caller } from './caller.ts';

/** What a caller may sell of a published version; of the current one where no version is named. Refuses: UNKNOWN_CATALOGUE_VERSION. */
export const getAssortment = async (
  { database }: House,
  caller: Caller,
  version: string | null,
): Promise<Assortment> => {
  const tables = database.tables();
  const versionId = version === null ? caller.catalogueVersionId : (await getPublishedVersion(tables, version)).id;
  if (versionId === null) throw new Fault('UNKNOWN_CATALOGUE_VERSION');
  const { organisationId, mode, assortmentRevision } = caller;
  return assortmentOf(tables, { organisationId, mode, versionId, revision: assortmentRevision });
};

/** A published version with what a caller may sell of it, and the version that takes effect next. Refuses: UNKNOWN_CATALOGUE_VERSION. */
export const getCatalogue = async (house: House, caller: Caller, name: string | null) => {
  const tables = house.database.tables();
  const version =
    name === null ? await getVersion(tables, caller.catalogueVersionId) : await getPublishedVersion(tables, name);
  const [assortment, next] = await Promise.all([
    getAssortment(house, caller, version.version),
    findNextVersion(tables, house.clock.now()),
  ]);
  return { version, assortment, next: next ?? null, isCurrent: version.id === caller.catalogueVersionId };
};
