import { p } from '@mikro-orm/core';
import { MODES } from '../kernel/actor.ts';

/** The two columns that every owned row carries: no query of a partner's rows leaves them out. */
export const ownerColumns = {
  organisationId: p.text(),
  mode: p.enum(MODES),
} as const;

/** An amount in minor units of the row's currency. */
export const minorUnits = () => p.bigint();

/** A moment, kept to the microsecond with its offset. */
export const moment = () => p.datetime().columnType('timestamptz').length(6);
