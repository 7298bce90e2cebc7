import { defineEntity, p } from '@mikro-orm/core';
import { moment } from '../../db/columns.ts';

/** How far ahead of real time a sandbox organisation's time is. */
export const SandboxClockEntity = defineEntity({
  name: 'SandboxClock',
  tableName: 'sandbox_clocks',
  properties: {
    organisationId: p.text().primary(),
    offsetMs: p.bigint(),
    updatedAt: moment(),
  },
});

/** An idempotency key that has met what its package does to the first request alone. */
export const SandboxEncounterEntity = defineEntity({
  name: 'SandboxEncounter',
  tableName: 'sandbox_encounters',
  properties: {
    organisationId: p.text().primary(),
    key: p.text().primary(),
    metAt: moment(),
  },
});
