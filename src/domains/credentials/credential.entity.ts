import { defineEntity, p } from '@mikro-orm/core';
import { moment, ownerColumns } from '../../db/columns.ts';

export const REVOKE_REASONS = ['team_change', 'exposed', 'scheduled', 'not_needed'] as const;

/** Why a credential was revoked. */
export type RevokeReason = (typeof REVOKE_REASONS)[number];

/** One organisation's way in, in one mode, with the scopes granted to it. Of its secret only a keyed hash is kept. */
export const CredentialEntity = defineEntity({
  name: 'Credential',
  tableName: 'credentials',
  properties: {
    id: p.text().primary(),
    ...ownerColumns,
    name: p.text(),
    scopes: p.array(),
    keyId: p.text(),
    secretHash: p.blob(),
    createdAt: moment(),
    expiresAt: moment().nullable(),
    revokedAt: moment().nullable(),
    revokeReason: p.enum(REVOKE_REASONS).nullable(),
    allowedAddresses: p.array(),
    trustedDocumentsOnly: p.boolean(),
    replacedBy: p.text().nullable(),
    overlapEndsAt: moment().nullable(),
    lastUsedAt: moment().nullable(),
    lastUsedAddress: p.text().nullable(),
  },
});
