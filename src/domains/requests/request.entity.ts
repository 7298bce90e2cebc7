import { defineEntity, p } from '@mikro-orm/core';
import { moment, ownerColumns } from '../../db/columns.ts';

export const REQUEST_OPERATIONS = ['query', 'mutation'] as const;

/** One request of a credential. The table has a partition for each day. */
export const RequestEntity = defineEntity({
  name: 'Request',
  tableName: 'requests',
  properties: {
    occurredAt: moment().primary(),
    id: p.text().primary(),
    ...ownerColumns,
    credentialId: p.text(),
    requestId: p.text(),
    operationType: p.enum(REQUEST_OPERATIONS).nullable(),
    operationName: p.text().nullable(),
    rootField: p.text().nullable(),
    httpStatus: p.integer(),
    codes: p.array(),
    durationMs: p.double(),
    cost: p.integer().nullable(),
    address: p.text(),
    userAgent: p.text().nullable(),
    isNewAddress: p.boolean(),
    isNewOperation: p.boolean(),
    deprecations: p.array().defaultRaw("'{}'"),
  },
});

export const SIGHTING_KINDS = ['address', 'operation'] as const;

/** An address that a credential was used from, or a root field that it asked for. */
export const RequestSightingEntity = defineEntity({
  name: 'RequestSighting',
  tableName: 'request_sightings',
  properties: {
    credentialId: p.text().primary(),
    kind: p.enum(SIGHTING_KINDS).primary(),
    value: p.text().primary(),
    firstSeenAt: moment(),
    lastSeenAt: moment(),
  },
});
