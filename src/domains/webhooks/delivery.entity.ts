import { defineEntity, p } from '@mikro-orm/core';
import { moment, ownerColumns } from '../../db/columns.ts';

export const DELIVERY_STATES = ['pending', 'delivered', 'failed'] as const;

/** Partitions of deliveries and attempts are kept this many months beside the current one. */
export const DELIVERY_RETENTION_MONTHS = 3;

export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** One event on its way to one endpoint; a replay is another one of the same event. A partition for each month. */
export const DeliveryEntity = defineEntity({
  name: 'Delivery',
  tableName: 'deliveries',
  properties: {
    createdAt: moment().primary(),
    id: p.text().primary(),
    ...ownerColumns,
    endpointId: p.text(),
    eventId: p.text(),
    /** Names the partition of the event. */
    eventOccurredAt: moment(),
    eventType: p.text(),
    sequence: p.bigint(),
    orderId: p.text().nullable(),
    replayId: p.text().nullable(),
    state: p.enum(DELIVERY_STATES),
    attempts: p.integer(),
    nextAttemptAt: moment().nullable(),
    /** What the last attempt failed with. */
    failure: p.text().nullable(),
    httpStatus: p.integer().nullable(),
    completedAt: moment().nullable(),
  },
});

/** One request to an endpoint and what came of it. */
export const DeliveryAttemptEntity = defineEntity({
  name: 'DeliveryAttempt',
  tableName: 'delivery_attempts',
  properties: {
    startedAt: moment().primary(),
    deliveryId: p.text().primary(),
    number: p.integer().primary(),
    durationMs: p.double(),
    httpStatus: p.integer().nullable(),
    failure: p.text().nullable(),
  },
});

/** A request to send events again, and how far it was carried out. */
export const ReplayEntity = defineEntity({
  name: 'Replay',
  tableName: 'replays',
  properties: {
    id: p.text().primary(),
    ...ownerColumns,
    /** The one endpoint that it is for; null for all of them. */
    endpointId: p.text().nullable(),
    /** What it sends to whom, fixed when it was asked for. */
    plan: p.json(),
    /** Deliveries that it will make. */
    eligible: p.integer(),
    notEligibleCount: p.integer(),
    /** The first of what it does not send, and why. */
    notEligible: p.json(),
    /** Deliveries that it has made. */
    created: p.integer(),
    /** Behind which of its deliveries the next ones are made. */
    position: p.text().nullable(),
    createdAt: moment(),
    completedAt: moment().nullable(),
  },
});
