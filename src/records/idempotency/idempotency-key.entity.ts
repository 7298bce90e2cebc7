import { defineEntity, p } from '@mikro-orm/core';
import { moment, ownerColumns } from '../../db/columns.ts';
import { MODES } from '../../kernel/actor.ts';

/** What a key answered: bound to owner and operation, with a digest of the input and the id of what it made. */
export const IdempotencyKeyEntity = defineEntity({
  name: 'IdempotencyKey',
  tableName: 'idempotency_keys',
  properties: {
    organisationId: ownerColumns.organisationId.primary(),
    mode: p.enum(MODES).primary(),
    operation: p.text().primary(),
    key: p.text().primary(),
    inputDigest: p.blob(),
    subjectId: p.text(),
    createdAt: moment(),
  },
});
