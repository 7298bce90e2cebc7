import { defineEntity, p } from '@mikro-orm/core';
import { moment, ownerColumns } from '../../db/columns.ts';
import { MODES } from '../../kernel/actor.ts';
import { DISABLED_REASONS, ENDPOINT_STATES } from './endpoint.states.ts';

/** How deliveries are signed: with a secret that both sides hold, or with a key pair of which the partner holds the public half. */
const SIGNATURES = ['hmac', 'ed25519'] as const;

export type Signature = (typeof SIGNATURES)[number];

/** Where an owner receives events. */
export const WebhookEndpointEntity = defineEntity({
  name: 'WebhookEndpoint',
  tableName: 'webhook_endpoints',
  properties: {
    id: p.text().primary(),
    ...ownerColumns,
    url: p.text(),
    description: p.text().nullable(),
    /** Patterns: a type, a prefix that ends in `.*`, or `*`. */
    eventTypes: p.array(),
    signature: p.enum(SIGNATURES),
    /** The GraphQL document that shapes its payloads, resolved with `scopes`; null for the standard payload. */
    query: p.text().nullable(),
    scopes: p.array(),
    state: p.enum(ENDPOINT_STATES),
    disabledReason: p.enum(DISABLED_REASONS).nullable(),
    disabledAt: moment().nullable(),
    /** Events from this number of the log on are sent to it. */
    firstSequence: p.bigint(),
    /** Since when every attempt failed; null while they succeed. */
    failingSince: moment().nullable(),
    firstDeliveredAt: moment().nullable(),
    /** When it first refused a delivery whose signature was wrong on purpose. */
    firstRefusedAt: moment().nullable(),
    /** Until when a test of it may be in flight; null where there is none. */
    testingUntil: moment().nullable(),
    createdAt: moment(),
    updatedAt: moment(),
  },
});

/** A secret of an endpoint, encrypted with its own id as context; the public key of a pair stands beside it. */
export const WebhookSecretEntity = defineEntity({
  name: 'WebhookSecret',
  tableName: 'webhook_secrets',
  properties: {
    id: p.text().primary(),
    endpointId: p.text(),
    keyId: p.text(),
    sealed: p.blob(),
    publicKey: p.text().nullable(),
    createdAt: moment(),
    /** When it stops to sign, for it was rotated. */
    expiresAt: moment().nullable(),
  },
});

/** How far an owner's log has been brought to its endpoints. */
export const EventFanOutEntity = defineEntity({
  name: 'EventFanOut',
  tableName: 'event_fan_outs',
  properties: {
    organisationId: p.text().primary(),
    mode: p.enum(MODES).primary(),
    sequence: p.bigint(),
  },
});

/** Who sends to an endpoint for now: one process at a time, so that its deliveries keep their bounds wherever jobs run. */
export const WebhookLeaseEntity = defineEntity({
  name: 'WebhookLease',
  tableName: 'webhook_leases',
  properties: {
    endpointId: p.text().primary(),
    holder: p.text(),
    expiresAt: moment(),
  },
});
