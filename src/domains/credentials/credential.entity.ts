import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import { moment, ownerColumns } from '../../db/columns.ts';
import { CREDENTIAL_STATES } from './credential.states.ts';

/** One organisation's way in, in one mode, with the scopes granted to it. Of its secret only a keyed hash is kept. */
export const CredentialEntity = defineEntity({
  name: 'Credential',
  tableName: 'credentials',
  properties: {
    id: p.text().primary(),
    ...ownerColumns,
    name: p.text(),
    scopes: p.array(),
    state: p.enum(CREDENTIAL_STATES),
    keyId: p.text(),
    secretHash: p.blob(),
    createdAt: moment(),
    expiresAt: moment().nullable(),
    revokedAt: moment().nullable(),
  },
});

export type Credential = InferEntity<typeof CredentialEntity>;
