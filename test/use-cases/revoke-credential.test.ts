import { sql } from 'kysely';
import { newId } from '../../src/kernel/id.ts';
import { ALL_SCOPES } from '../../src/kernel/scopes.ts';
import { exposeCredential } from '../../src/use-cases/expose-credential.ts';
import { issueCredential } from '../../src/use-cases/issue-credential.ts';
import { noteCredentialUses } from '../../src/use-cases/note-credential-uses.ts';
import { revokeCredential } from '../../src/use-cases/revoke-credential.ts';
import { revokeExposedCredential } from '../../src/use-cases/revoke-exposed-credential.ts';
import { rotateCredential } from '../../src/use-cases/rotate-credential.ts';
import { callerAuthentication } from '../../src/views/caller.ts';
import { callOf, credentialOf, issued, operatorCall, recordsOf } from '../support/credentials.ts';
import { systemCall } from '../support/orders.ts';
import { type SeededPartner, seedPartner } from '../support/seed.ts';
import { TestClock } from '../support/test-clock.ts';
import { openTestHouse, type TestHouse } from '../support/test-house.ts';

const clock = new TestClock();

let house: TestHouse;
let owner: SeededPartner;

beforeAll(async () => {
  house = await openTestHouse(clock);
  owner = await seedPartner(house);
});
afterAll(() => house.close());

const works = async (token: string): Promise<boolean> => (await callerAuthentication(house)(token)) !== null;

const revoke = (credentialId: string, call = callOf(owner, credentialId)) =>
  revokeCredential(house, call, { credentialId, reason: 'exposed' });

describe('a revocation', () => {
  test('ends a credential at once and for good, by itself, by one with credentials:manage, or by the operator', async () => {
    for (const call of [callOf(owner, 'crd_other', ['credentials:manage']), operatorCall(owner), undefined]) {
      const { id, token } = await issued(house, owner);
      await revoke(id, call);
      expect(await works(token)).toBe(false);
      expect(await credentialOf(house, owner, id)).toMatchObject({ state: 'revoked', revokeReason: 'exposed' });
    }
  });

  test('is recorded and told with its reason', async () => {
    const { id } = await issued(house, owner);
    await revoke(id);
    expect(await recordsOf(house, id)).toEqual({
      actions: ['credential.issue', 'credential.revoke'],
      events: [{ type: 'credential.revoked', data: { credentialId: id, reason: 'EXPOSED' } }],
    });
  });

  test('of one that was rotated leaves its replacement, also while the overlap lasts', async () => {
    const old = await issued(house, owner);
    const input = { credentialId: old.id, overlapHours: 24 };
    const { token } = await rotateCredential(house, systemCall(owner), input);
    await revoke(old.id);
    expect([await works(old.token), await works(token)]).toEqual([false, true]);
  });

  test('is FORBIDDEN for another one without credentials:manage', async () => {
    const { id, token } = await issued(house, owner);
    const refused = revoke(id, callOf(owner, 'crd_other', ['orders:create']));
    await expect(refused).rejects.toMatchObject({
      code: 'FORBIDDEN',
      details: { missingScopes: ['credentials:manage'] },
    });
    expect(await works(token)).toBe(true);
  });

  test('is CREDENTIAL_NOT_FOUND for one of another organisation, of the other mode, or of nobody', async () => {
    const stranger = await issued(house, await seedPartner(house));
    const live = await issued(house, { ...owner, mode: 'live' });
    for (const id of [stranger.id, live.id, newId('credential')]) {
      await expect(revoke(id, operatorCall(owner))).rejects.toMatchObject({ code: 'CREDENTIAL_NOT_FOUND' });
    }
    expect([await works(stranger.token), await works(live.token)]).toEqual([true, true]);
  });

  test('repeated, or twenty at once, happens once: the others are told CREDENTIAL_NOT_ACTIVE', async () => {
    const { id } = await issued(house, owner);
    const revoking = await Promise.allSettled(Array.from({ length: 20 }, () => revoke(id)));
    const codes = revoking.map((one) => (one.status === 'rejected' ? one.reason.code : 'revoked'));
    expect(codes.filter((code) => code === 'revoked')).toHaveLength(1);
    expect(codes.filter((code) => code === 'CREDENTIAL_NOT_ACTIVE')).toHaveLength(19);
    expect((await recordsOf(house, id)).events).toHaveLength(1);
  });
});

describe('a found secret', () => {
  const found = (credentialId: string) =>
    revokeExposedCredential(house, systemCall(owner), { credentialId, place: 'https://example.org/leak' });

  test('ends its credential once, twenty reports at once, and says where it was found', async () => {
    const { id, token } = await issued(house, owner);
    const answers = await Promise.all(Array.from({ length: 20 }, () => found(id)));
    expect(answers.filter(Boolean)).toHaveLength(1);
    expect(await works(token)).toBe(false);
    expect(await credentialOf(house, owner, id)).toMatchObject({ revokeReason: 'exposed', exposedAt: clock.now() });
    expect((await recordsOf(house, id)).events).toHaveLength(1);
  });

  test('changes nothing where the credential was revoked before', async () => {
    const { id } = await issued(house, owner);
    await revokeCredential(house, systemCall(owner), { credentialId: id, reason: 'scheduled' });
    expect(await found(id)).toBe(false);
    expect(await credentialOf(house, owner, id)).toMatchObject({ revokeReason: 'scheduled', exposedAt: null });
  });

  test('is CREDENTIAL_NOT_FOUND where there is none', async () => {
    await expect(found(newId('credential'))).rejects.toMatchObject({ code: 'CREDENTIAL_NOT_FOUND' });
  });
});

describe('an exposure', () => {
  const expose = (credentialId: string, place: string) =>
    exposeCredential(house, callOf(owner, credentialId), { credentialId, kind: 'browser', place });

  test('is told once for each place, twenty at once, and leaves the credential as it is', async () => {
    const { id, token } = await issued(house, owner);
    await Promise.all(Array.from({ length: 20 }, () => expose(id, 'https://shop.example')));
    clock.advance(60_000);
    expect([await expose(id, 'https://shop.example'), await expose(id, 'https://other.example')]).toEqual([
      false,
      true,
    ]);
    const { actions, events } = await recordsOf(house, id);
    expect(actions).toEqual(['credential.issue', 'credential.expose', 'credential.expose']);
    expect(events.map(({ type, data }) => [type, data.place])).toEqual([
      ['credential.exposed', 'https://shop.example'],
      ['credential.exposed', 'https://other.example'],
    ]);
    expect(await credentialOf(house, owner, id)).toMatchObject({ state: 'active', exposedAt: clock.now() });
    expect(await works(token)).toBe(true);
  });
});

describe('uses', () => {
  test('are written many at a time, without a record, and an older one never replaces a newer one', async () => {
    const [one, two] = [await issued(house, owner), await issued(house, owner)];
    const note = (uses: readonly (readonly [id: string, ms: number, address: string])[]) =>
      noteCredentialUses(
        house,
        { actor: { kind: 'system', name: 'test' } },
        uses.map(([credentialId, ms, address]) => ({ credentialId, at: new Date(ms), address })),
      );
    await note([
      [one.id, 2_000, '203.0.113.7'],
      [two.id, 2_000, '2001:db8::1'],
    ]);
    await note([
      [one.id, 1_000, '203.0.113.8'],
      [two.id, 3_000, '2001:db8::2'],
    ]);
    expect(await credentialOf(house, owner, one.id)).toMatchObject({
      lastUsedAt: new Date(2_000),
      lastUsedAddress: '203.0.113.7',
    });
    expect(await credentialOf(house, owner, two.id)).toMatchObject({
      lastUsedAt: new Date(3_000),
      lastUsedAddress: '2001:db8::2',
    });
    expect((await recordsOf(house, one.id)).actions).toEqual(['credential.issue']);
  });
});

describe('issuing', () => {
  const issue = (change: object) =>
    issueCredential(house, systemCall(owner), { name: 'x', scopes: ALL_SCOPES, expiresAt: null, ...change });

  test.each([
    [{ name: '' }, 'name'],
    [{ name: 'x'.repeat(65) }, 'name'],
    [{ allowedAddresses: Array(51).fill('10.0.0.0/8') }, 'allowedAddresses'],
  ])('%j is BAD_USER_INPUT', async (change, field) => {
    await expect(issue(change)).rejects.toMatchObject({ code: 'BAD_USER_INPUT', details: { problems: [{ field }] } });
  });

  test('takes a name of 64 characters of any script', async () => {
    await expect(issue({ name: '🧭'.repeat(64) })).resolves.toBeDefined();
  });

  test('keeps a keyed hash and nothing of the secret', async () => {
    const { token } = await issue({});
    const { rows } = await sql<{ text: string }>`select credentials::text as text from credentials`.execute(
      house.database.tables(),
    );
    const secret = token.slice(token.lastIndexOf('_') + 1);
    expect(rows.some(({ text }) => text.includes(secret) || text.includes(Buffer.from(token).toString('hex')))).toBe(
      false,
    );
  });
});
