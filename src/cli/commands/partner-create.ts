import { markets } from '../../domains/catalogue/index.ts';
import { badInput } from '../../kernel/fault.ts';
import { createPartner } from '../../use-cases/create-partner.ts';
import { command } from '../command.ts';
import { ORGANISATION_NAME_MAX } from '../owner.ts';
import { defaulting, optional, required } from '../parameters.ts';
import { boundedText, currency, list, type Reader, timeZone } from '../read-value.ts';

const market: Reader<string> = (text, field) => {
  if (!markets().has(text)) throw badInput({ field, bound: 'ISO 3166-1 codes in capital letters, such as JP,KR' });
  return text;
};

export const partnerCreate = command({
  name: 'partner create',
  say: 'create an organisation, with an empty wallet in sandbox and in live',
  parameters: {
    name: required('--name <name>', 'its name, unlike every other one', boundedText(ORGANISATION_NAME_MAX)),
    currency: defaulting('--currency <code>', 'the currency of its wallets', currency, 'USD'),
    timeZone: defaulting('--time-zone <zone>', 'the zone of the months of its invoices', timeZone, 'UTC'),
    excludedMarkets: optional(
      '--exclude-markets <codes>',
      'countries in which it may not sell, such as JP,KR',
      list(market),
    ),
  },
  run: async (context, { name, currency: code, timeZone: zone, excludedMarkets }) => {
    const { house } = await context.openHouse();
    const partner = { name, currency: code, timeZone: zone, excludedMarkets: excludedMarkets ?? [] };
    const id = await createPartner(house, context.call(), partner);
    return {
      json: { id, ...partner },
      text: () => [id],
      notes: [`Created ${name}. Next: onyx catalogue approve, onyx wallet fund, onyx credential issue.`],
    };
  },
});
