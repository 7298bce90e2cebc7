import { ALLOWED_ADDRESSES_MAX, CREDENTIAL_NAME_MAX } from '../../domains/credentials/index.ts';
import { badInput } from '../../kernel/fault.ts';
import { ALL_SCOPES, SCOPES, type Scope } from '../../kernel/scopes.ts';
import { issueCredential } from '../../use-cases/issue-credential.ts';
import { command } from '../command.ts';
import { getOwner, ownerParameters } from '../owner.ts';
import { flag, optional, repeated, required } from '../parameters.ts';
import { addressRange, boundedText, isoMoment, list, oneOf, type Reader } from '../read-value.ts';

const DAY_MS = 86_400_000;
const DAYS_MAX = 3_650;
const EXPIRES = '--expires';
const ALLOW_ADDRESS = '--allow-address';

/** When a credential issued now expires. */
type Expiry = (now: Date) => Date;

const expiry: Reader<Expiry> = (text, field) => {
  const days = Number(/^(\d{1,4})d$/.exec(text)?.[1]);
  if (days >= 1 && days <= DAYS_MAX) return (now) => new Date(now.getTime() + days * DAY_MS);
  const at = isoMoment(text, field);
  return () => at;
};

const expiryAt = (expires: Expiry | null, now: Date): Date | null => {
  const at = expires?.(now) ?? null;
  const latest = new Date(now.getTime() + DAYS_MAX * DAY_MS);
  if (at !== null && (at <= now || at > latest)) {
    throw badInput({ field: EXPIRES, bound: `a moment to come within ${DAYS_MAX} days, or days such as 30d` });
  }
  return at;
};

const chosenScopes = (scopes: readonly Scope[] | null, isAll: boolean): readonly Scope[] => {
  if ((scopes !== null) === isAll) {
    throw badInput({
      field: '--scopes',
      bound: `some of ${ALL_SCOPES.join(', ')}; --all-scopes in its place takes all`,
    });
  }
  return scopes ?? ALL_SCOPES;
};

export const credentialIssue = command({
  name: 'credential issue',
  say: 'issue a credential; its token is shown this once',
  parameters: {
    ...ownerParameters,
    name: required('--name <name>', 'what it is for, as lists show it', boundedText(CREDENTIAL_NAME_MAX)),
    scopes: optional(
      '--scopes <scopes>',
      `what it may do, with commas between: ${ALL_SCOPES.join(', ')}`,
      list(oneOf(Object.keys(SCOPES) as Scope[])),
    ), // the table's own keys
    isAll: flag('--all-scopes', 'grant all scopes'),
    expires: optional(`${EXPIRES} <when>`, 'a date, a moment, or days such as 30d; never where it is left out', expiry),
    allowed: repeated(
      `${ALLOW_ADDRESS} <range>`,
      'addresses that it is accepted from (CIDR), repeated for more; from everywhere where it is left out',
      addressRange,
    ),
    trustedDocumentsOnly: flag('--trusted-documents-only', 'it runs registered operations alone'),
  },
  run: async (context, { name, scopes, isAll, expires, allowed, trustedDocumentsOnly, ...named }) => {
    const granted = chosenScopes(scopes, isAll);
    if (allowed.length > ALLOWED_ADDRESSES_MAX) {
      throw badInput({ field: ALLOW_ADDRESS, bound: `at most ${ALLOWED_ADDRESSES_MAX} of them` });
    }
    const { house } = await context.openHouse();
    const { owner, organisation } = await getOwner(house, named);
    const expiresAt = expiryAt(expires, house.clock.now());
    const allowedAddresses = [...new Set(allowed)];
    const input = { name, scopes: granted, expiresAt, allowedAddresses, trustedDocumentsOnly };
    const { id, token } = await issueCredential(house, context.call(owner), input);
    return {
      json: { id, token, ...owner, ...input },
      text: () => [token],
      notes: [
        `Issued ${id} to ${organisation.name} in ${owner.mode}. The token above cannot be shown again; keep it secret.`,
      ],
    };
  },
});
