import { defineEntity, p } from '@mikro-orm/core';
import { moment } from '../../db/columns.ts';

/** A document that an organisation registered, by the SHA-256 of its text; the same in both modes. */
export const TrustedDocumentEntity = defineEntity({
  name: 'TrustedDocument',
  tableName: 'trusted_documents',
  properties: {
    organisationId: p.text().primary(),
    hash: p.text().primary(),
    name: p.text().nullable(),
    document: p.text(),
    createdAt: moment(),
  },
});
