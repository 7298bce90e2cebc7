import { defineEntity, p } from '@mikro-orm/core';
import { moment, ownerColumns } from '../../db/columns.ts';

/** A link under which a customer gets what installs an eSIM. Of its secret a keyed hash alone is kept. */
export const InstallLinkEntity = defineEntity({
  name: 'InstallLink',
  tableName: 'install_links',
  properties: {
    id: p.text().primary(),
    ...ownerColumns,
    iccid: p.text(),
    keyId: p.text(),
    tokenHash: p.blob().unique(),
    /** Whether it shows the eSIM once and never again. */
    oneTime: p.boolean(),
    expiresAt: moment(),
    /** When it showed the eSIM first. */
    openedAt: moment().nullable(),
    opens: p.integer(),
    revokedAt: moment().nullable(),
    createdAt: moment(),
  },
});
