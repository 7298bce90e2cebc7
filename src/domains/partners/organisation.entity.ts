import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import { moment } from '../../db/columns.ts';

export const ORGANISATION_STATES = ['active', 'suspended'] as const;

export type OrganisationState = (typeof ORGANISATION_STATES)[number];

/** An approved partner organisation. */
export const OrganisationEntity = defineEntity({
  name: 'Organisation',
  tableName: 'organisations',
  properties: {
    id: p.text().primary(),
    name: p.text().unique(),
    state: p.enum(ORGANISATION_STATES),
    currency: p.text(),
    excludedMarkets: p.array(),
    /** IANA name, such as `Europe/Berlin`: its invoices are of months there. */
    timeZone: p.text().default('UTC'),
    createdAt: moment(),
  },
});

export type Organisation = InferEntity<typeof OrganisationEntity>;
