import { REQUEST_RETENTION_DAYS } from '../../domains/requests/index.ts';
import type { DeprecatedElement } from '../../kernel/deprecation.ts';
import { type FoundUse, findDeprecatedUses } from '../../views/deprecated-uses.ts';
import { command } from '../command.ts';
import { counted, moment, table } from '../layout.ts';
import { getOrganisation, ORGANISATION_NAME_MAX } from '../owner.ts';
import { optional } from '../parameters.ts';
import { boundedText } from '../read-value.ts';

/** A deprecated element with those who use it; its dates are null where the schema of this version does not have it as such. */
interface Reported {
  readonly element: string;
  readonly use: string | null;
  readonly since: string | null;
  readonly goneAfter: string | null;
  readonly uses: readonly Omit<FoundUse, 'element'>[];
}

const NOT_DECLARED = { use: null, since: null, goneAfter: null };

/** What goes soonest comes first; what is not in the schema any more, before everything. */
const report = (declared: readonly DeprecatedElement[], uses: readonly FoundUse[]): readonly Reported[] => {
  const known = new Map(declared.map((one) => [one.element, one]));
  const elements = [...new Set([...known.keys(), ...uses.map(({ element }) => element)])];
  return elements
    .map((name) => ({
      ...(known.get(name) ?? { element: name, ...NOT_DECLARED }),
      uses: uses.filter(({ element }) => element === name).map(({ element: _, ...use }) => use),
    }))
    .sort((a, b) => {
      const [left, right] = [a, b].map(({ goneAfter, element }) => `${goneAfter ?? ''} ${element}`);
      return (left ?? '') < (right ?? '') ? -1 : 1;
    });
};

const lines = (elements: readonly Reported[]): readonly string[] =>
  table(
    ['GONE AFTER', 'ELEMENT', 'ORGANISATION', 'MODE', 'USED BY', 'NAME', 'REQUESTS', 'LAST USED'],
    elements.flatMap(({ goneAfter, element, uses }) =>
      uses.length === 0
        ? [[goneAfter, element, 'nobody', null, null, null, 0, null]]
        : uses.map((use) => [
            goneAfter,
            element,
            use.organisationName,
            use.mode,
            use.credentialId ?? use.endpointId,
            use.name,
            use.requests,
            moment(use.lastUsedAt),
          ]),
    ),
  );

export const deprecations = command({
  name: 'deprecations',
  say: 'list what of the schema is deprecated, and which credentials and webhook endpoints still use it',
  parameters: {
    organisation: optional(
      '--organisation <id-or-name>',
      'one organisation alone, by its id or its exact name',
      boundedText(ORGANISATION_NAME_MAX),
    ),
  },
  run: async (context, { organisation }) => {
    const { house } = await context.openHouse();
    const found = organisation === null ? null : await getOrganisation(house, organisation);
    const { all, inFragment } = await context.runtime.deprecations();
    const uses = await findDeprecatedUses(house.database.tables(), { organisationId: found?.id }, inFragment);
    const elements = report(all, uses);
    const used = elements.filter((one) => one.uses.length > 0).length;
    return {
      json: elements,
      text: () => lines(elements),
      notes: [
        `${used} of ${counted(elements.length, 'deprecated element')} in use in the last ${REQUEST_RETENTION_DAYS} days.`,
      ],
    };
  },
});
