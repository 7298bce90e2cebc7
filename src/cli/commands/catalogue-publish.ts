import { badInput } from '../../kernel/fault.ts';
import { publishCatalogue } from '../../use-cases/publish-catalogue.ts';
import { command } from '../command.ts';
import { moment } from '../layout.ts';
import { optional, required } from '../parameters.ts';
import { isoMoment, versionName } from '../read-value.ts';

const EFFECTIVE = '--effective-at';

export const cataloguePublish = command({
  name: 'catalogue publish',
  say: 'publish an imported version for good',
  parameters: {
    version: required('<version>', 'its name', versionName),
    effectiveAt: optional(`${EFFECTIVE} <when>`, 'a date or a moment to come; at once where it is left out', isoMoment),
  },
  run: async (context, { version, effectiveAt }) => {
    const { house } = await context.openHouse();
    if (effectiveAt !== null && effectiveAt <= house.clock.now()) {
      throw badInput({ field: EFFECTIVE, bound: 'a moment to come' });
    }
    const id = await publishCatalogue(house, context.call(), { version, effectiveAt });
    const when = effectiveAt === null ? 'now' : moment(effectiveAt);
    return {
      json: { id, version, effectiveAt },
      text: () => [
        `Published ${version}, in effect from ${when}. Organisations sell those of its packages that are approved for them.`,
      ],
    };
  },
});
