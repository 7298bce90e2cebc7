import { listRequests } from '../../domains/requests/index.ts';
import { command } from '../command.ts';
import { moment, table } from '../layout.ts';
import { getOwner, ownerParameters } from '../owner.ts';
import { defaulting, flag, optional } from '../parameters.ts';
import { boundedText, credentialId, isoMoment, wholeNumber } from '../read-value.ts';

const ROWS_MAX = 1_000;
const NAME_MAX = 64;

/** What a request brought that was not seen with its credential before. */
const newsOf = (request: { readonly isNewAddress: boolean; readonly isNewOperation: boolean }): string | null =>
  [request.isNewAddress && 'address', request.isNewOperation && 'operation'].filter(Boolean).join(', ') || null;

export const activity = command({
  name: 'activity',
  say: "list the requests of an organisation's credentials, newest first",
  parameters: {
    ...ownerParameters,
    credentialId: optional('--credential <id>', 'one credential alone', credentialId),
    operation: optional('--operation <name>', 'the name of an operation, or its first field', boundedText(NAME_MAX)),
    code: optional('--code <code>', 'those refused with this code', boundedText(NAME_MAX)),
    from: optional('--from <moment>', 'at this moment or later', isoMoment),
    before: optional('--before <moment>', 'before this moment', isoMoment),
    newOnly: flag('--new', 'only those whose address or first field was new for their credential'),
    rows: defaulting('--rows <count>', `how many to list, 1 to ${ROWS_MAX}`, wholeNumber(1, ROWS_MAX), '50'),
  },
  run: async (context, { rows: first, organisation, mode, ...given }) => {
    const { house } = await context.openHouse();
    const { owner } = await getOwner(house, { organisation, mode });
    const { credentialId, operation, code, from, before, newOnly } = given;
    const filter = {
      newOnly,
      credentialId: credentialId ?? undefined,
      operation: operation ?? undefined,
      code: code ?? undefined,
      from: from ?? undefined,
      before: before ?? undefined,
    };
    const { rows } = await listRequests(house.database.tables(), owner, filter, { first, after: null });
    return {
      json: rows,
      text: () =>
        table(
          ['TIME', 'CREDENTIAL', 'OPERATION', 'STATUS', 'CODES', 'MS', 'COST', 'ADDRESS', 'CLIENT', 'NEW'],
          rows.map((one) => [
            moment(one.occurredAt),
            one.credentialId,
            one.operationName ?? one.rootField,
            one.httpStatus,
            one.codes.join(', ') || null,
            one.durationMs,
            one.cost,
            one.address,
            one.userAgent,
            newsOf(one),
          ]),
        ),
    };
  },
});
