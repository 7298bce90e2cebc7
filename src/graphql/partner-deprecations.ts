import type { DeprecatedElement } from '../kernel/deprecation.ts';
import { Deprecations } from './engine/deprecations.ts';
import { buildPartnerSchema } from './schema.ts';

/** What of the partner schema is deprecated, by coordinates. */
export const partnerDeprecations = async (): Promise<readonly DeprecatedElement[]> =>
  new Deprecations(await buildPartnerSchema()).all;
