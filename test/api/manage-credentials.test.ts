import type { Scope } from '../../src/kernel/scopes.ts';
import { readCredentialToken } from '../../src/kernel/secret.ts';
import { keepInvariants } from '../support/after-each.ts';
import { issued } from '../support/credentials.ts';
import { type SeededPartner, seedPartner } from '../support/seed.ts';
import { openTestApi, type TestApi } from '../support/test-api.ts';

const CREDENTIAL = `id name mode state scopes allowedAddresses trustedDocumentsOnly createdAt expiresAt replacedBy
  overlapEndsAt revokedAt revokeReason lastUsedAt lastUsedAddress exposedAt`;
const ROTATE = `mutation ($input: RotateCredentialInput!) {
  rotateCredential(input: $input) { token credential { ${CREDENTIAL} } replaced { ${CREDENTIAL} } } }`;
const REVOKE = `mutation ($id: ID!, $reason: RevokeReason!) {
  revokeCredential(id: $id, reason: $reason) { credential { ${CREDENTIAL} } } }`;
const LIST = `query ($first: Int!, $after: String) {
  credentials(first: $first, after: $after) { nodes { ${CREDENTIAL} } pageInfo { hasNextPage endCursor } } }`;
const VIEWER = '{ viewer { credentialId scopes } }';

interface Shown {
  readonly id: string;
  readonly state: string;
  readonly scopes: readonly string[];
  readonly replacedBy: string | null;
}
interface Rotated {
  readonly rotateCredential: { readonly token: string; readonly credential: Shown; readonly replaced: Shown };
}
interface Listed {
  readonly credentials: {
    readonly nodes: readonly Shown[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  };
}

let api: TestApi;
let partner: SeededPartner;

beforeAll(async () => {
  api = await openTestApi();
  partner = await seedPartner(api.house);
});
afterAll(() => api.close());
keepInvariants(() => api);

const idOf = (token: string): string => readCredentialToken(token)?.credentialId ?? '';

const make = async (...scopes: Scope[]) => {
  const token = await api.credential(partner, scopes);
  return { token, id: idOf(token) };
};

const rotate = async (token: string, id = idOf(token), overlapHours?: number) => {
  const answer = await api.ask<Rotated>(token, ROTATE, { variables: { input: { id, overlapHours } } });
  const made = answer.data?.rotateCredential?.token;
  if (made) api.secrets.add(made.slice(made.lastIndexOf('_') + 1));
  return answer;
};

const revoke = (token: string, id = idOf(token)) =>
  api.ask(token, REVOKE, { variables: { id, reason: 'TEAM_CHANGE' } });

const statusOf = async (token: string): Promise<number> => (await api.ask(token, VIEWER)).status;

describe('a credential without any scope', () => {
  test('rotates itself: the new one has no more scopes, both work, and the token is in no second answer', async () => {
    const old = await make();
    const { data } = await rotate(old.token);
    const { token, credential, replaced } = data.rotateCredential;
    expect(idOf(token)).toBe(credential.id);
    expect(credential).toMatchObject({ state: 'ACTIVE', scopes: [], replacedBy: null });
    expect(replaced).toMatchObject({ id: old.id, state: 'ACTIVE', replacedBy: credential.id });
    expect([await statusOf(old.token), await statusOf(token)]).toEqual([200, 200]);
    const keeper = await make('credentials:manage');
    const { text } = await api.ask(keeper.token, LIST, { variables: { first: 200 } });
    expect(text).not.toContain(token);
  });

  test('without an overlap it is refused from the next request on', async () => {
    const old = await make();
    const { data } = await rotate(old.token, old.id, 0);
    expect(data.rotateCredential.replaced.state).toBe('ROTATED');
    await api.askUntil(old.token, VIEWER, ({ status }) => status === 401, {}, 1_000);
    expect(await statusOf(data.rotateCredential.token)).toBe(200);
  });

  test('revokes itself, and is refused from the next request on', async () => {
    const { token, id } = await make();
    const { data } = await revoke(token);
    expect(data?.revokeCredential).toMatchObject({ credential: { id, state: 'REVOKED', revokeReason: 'TEAM_CHANGE' } });
    await api.askUntil(token, VIEWER, ({ status }) => status === 401, {}, 1_000);
  });

  test('is FORBIDDEN to do so to another one, which it is told the scope for, and learns nothing of it', async () => {
    const [one, two] = [await make('orders:create'), await make()];
    const nobody = `crd_${'0'.repeat(26)}`;
    for (const id of [two.id, nobody]) {
      for (const { status, data, errors } of [await rotate(one.token, id), await revoke(one.token, id)]) {
        expect([status, data, errors[0]?.extensions]).toMatchObject([
          403,
          null,
          { code: 'FORBIDDEN', missingScopes: ['credentials:manage'], moneyMoved: false },
        ]);
      }
    }
    expect(await statusOf(two.token)).toBe(200);
    expect((await api.ask(one.token, LIST, { variables: { first: 5 } })).status).toBe(403);
  });
});

describe('a credential with credentials:manage', () => {
  test('rotates and revokes any of its organisation and mode, and of no other', async () => {
    const keeper = await make('credentials:manage');
    const [one, two] = [await make('orders:read'), await make('orders:read')];
    expect((await rotate(keeper.token, one.id)).data.rotateCredential.credential.scopes).toEqual(['orders:read']);
    expect((await revoke(keeper.token, two.id)).status).toBe(200);
    const stranger = await api.credential(await seedPartner(api.house));
    const live = await api.credential({ ...partner, mode: 'live' });
    for (const other of [stranger, live]) {
      for (const { status, errors } of [
        await rotate(keeper.token, idOf(other)),
        await revoke(keeper.token, idOf(other)),
      ]) {
        expect([status, errors[0]?.extensions.code]).toEqual([404, 'CREDENTIAL_NOT_FOUND']);
      }
      expect(await statusOf(other)).toBe(200);
    }
  });

  test('is refused what was done before, and what an old secret may not do', async () => {
    const keeper = await make('credentials:manage');
    const [revoked, old] = [await make(), await make()];
    await revoke(keeper.token, revoked.id);
    const codes = async (...asking: ReturnType<typeof revoke>[]) =>
      (await Promise.all(asking)).map(({ status, errors }) => [status, errors[0]?.extensions.code]);
    expect(await codes(revoke(keeper.token, revoked.id))).toEqual([[409, 'CREDENTIAL_NOT_ACTIVE']]);
    const { token } = (await rotate(old.token)).data.rotateCredential;
    await api.ask(token, VIEWER);
    const isUsed = ({ data }: { data: Listed }) =>
      data.credentials.nodes.some((node) => node.id === idOf(token) && Reflect.get(node, 'lastUsedAt') !== null);
    await api.askUntil<Listed>(keeper.token, LIST, isUsed, { variables: { first: 5 } }, 5_000);
    const again = await rotate(old.token);
    expect([again.status, again.errors[0]?.extensions.code]).toEqual([409, 'CREDENTIAL_REPLACED']);
  });

  test('lists every one once, newest first, page by page, and none of another organisation or mode', async () => {
    const owner = await seedPartner(api.house);
    const tokens: string[] = [];
    for (let n = 0; n < 7; n += 1) tokens.push(await api.credential(owner, ['credentials:manage']));
    await api.credential({ ...owner, mode: 'live' });
    const [caller = ''] = tokens;
    const seen: string[] = [];
    for (let after: string | null = null; ; ) {
      const { data }: { data: Listed } = await api.ask<Listed>(caller, LIST, { variables: { first: 3, after } });
      seen.push(...data.credentials.nodes.map(({ id }) => id));
      if (!data.credentials.pageInfo.hasNextPage) break;
      after = data.credentials.pageInfo.endCursor;
    }
    expect(seen).toEqual(tokens.map(idOf).reverse());
  });

  test('reads what limits a credential, and never its secret', async () => {
    const owner = await seedPartner(api.house);
    const keeper = await api.credential(owner, ['credentials:manage']);
    const expiresAt = new Date('2030-01-01T00:00:00Z');
    await issued(api.house, owner, {
      name: 'narrow',
      scopes: ['usage:read'],
      allowedAddresses: ['10.0.0.0/8'],
      expiresAt,
    });
    const { data } = await api.ask<Listed>(keeper, LIST, { variables: { first: 1 } });
    expect(data.credentials.nodes).toEqual([
      expect.objectContaining({
        name: 'narrow',
        mode: 'SANDBOX',
        state: 'ACTIVE',
        scopes: ['usage:read'],
        allowedAddresses: ['10.0.0.0/8'],
        expiresAt: '2030-01-01T00:00:00.000Z',
        lastUsedAt: null,
        exposedAt: null,
      }),
    ]);
  });
});

describe('an argument out of its bounds is BAD_USER_INPUT', () => {
  test.each([
    [ROTATE, { input: { id: 'x' } }, 'input.id', 'a credential id, crd_ and 26 characters'],
    [ROTATE, { input: { id: `crd_${'A'.repeat(26)}` } }, 'input.id', 'a credential id, crd_ and 26 characters'],
    [ROTATE, { input: { id: `crd_${'0'.repeat(26)}`, overlapHours: 169 } }, 'input.overlapHours', '0 to 168'],
    [ROTATE, { input: { id: `crd_${'0'.repeat(26)}`, overlapHours: -1 } }, 'input.overlapHours', '0 to 168'],
    [
      ROTATE,
      { input: { id: `crd_${'0'.repeat(26)}`, overlapHours: 1.5 } },
      'input.overlapHours',
      'a value of type Int!',
    ],
    [REVOKE, { id: 'x', reason: 'EXPOSED' }, 'id', 'a credential id, crd_ and 26 characters'],
    [
      REVOKE,
      { id: `crd_${'0'.repeat(26)}`, reason: 'BORED' },
      'reason',
      'one of TEAM_CHANGE, EXPOSED, SCHEDULED, NOT_NEEDED',
    ],
    [LIST, { first: 201 }, 'first', '1 to 200'],
    [LIST, { first: 1, after: 'x' }, 'after', 'a cursor that a page of this sort gave'],
  ])('%# %j', async (document, variables, field, bound) => {
    const { token } = await make('credentials:manage');
    const { status, errors } = await api.ask(token, document, { variables });
    expect([status, errors[0]?.extensions.code, errors[0]?.extensions.problems]).toEqual([
      400,
      'BAD_USER_INPUT',
      [{ field, bound }],
    ]);
  });
});
