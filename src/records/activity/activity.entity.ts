import { defineEntity, p } from '@mikro-orm/core';
import { moment } from '../../db/columns.ts';
import { MODES } from '../../kernel/actor.ts';

/** Who did what to what, written in the transaction that did it. */
export const ActivityEntity = defineEntity({
  name: 'Activity',
  tableName: 'activities',
  properties: {
    id: p.text().primary(),
    organisationId: p.text().nullable(),
    mode: p.enum(MODES).nullable(),
    actorKind: p.enum(['partner', 'operator', 'system'] as const),
    actorId: p.text(),
    action: p.text(),
    subjectId: p.text(),
    requestId: p.text().nullable(),
    occurredAt: moment(),
  },
});
