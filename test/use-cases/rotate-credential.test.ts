import { newId } from '../../src/kernel/id.ts';
import { noteCredentialUses } from '../../src/use-cases/note-credential-uses.ts';
import { revokeCredential } from '../../src/use-cases/revoke-credential.ts';
import { rotateCredential } from '../../src/use-cases/rotate-credential.ts';
import { setCredentialScopes } from '../../src/use-cases/set-credential-scopes.ts';
import { callerAuthentication } from '../../src/views/caller.ts';
import { callOf, credentialOf, issued, operatorCall, recordsOf } from '../support/credentials.ts';
import { systemCall } from '../support/orders.ts';
import { type SeededPartner, seedPartner } from '../support/seed.ts';
import { TestClock } from '../support/test-clock.ts';
import { openTestHouse, type TestHouse } from '../support/test-house.ts';

const HOUR_MS = 3_600_000;
const clock = new TestClock();

let house: TestHouse;
let owner: SeededPartner;

beforeAll(async () => {
  house = await openTestHouse(clock);
  owner = await seedPartner(house);
});
afterAll(() => house.close());

const hoursFromNow = (hours: number): Date => new Date(clock.now().getTime() + hours * HOUR_MS);

const rotate = (credentialId: string, overlapHours = 24, call = callOf(owner, credentialId)) =>
  rotateCredential(house, call, { credentialId, overlapHours });

/** Asks the database, not what an earlier question remembered. */
const works = async (token: string): Promise<boolean> => (await callerAuthentication(house)(token)) !== null;

const use = (credentialId: string) =>
  noteCredentialUses(house, { actor: { kind: 'system', name: 'test' } }, [
    { credentialId, at: clock.now(), address: '203.0.113.7' },
  ]);

describe('does it', () => {
  test('the new one works at once, the old one until its overlap ends, and then reads rotated', async () => {
    const old = await issued(house, owner);
    const rotated = await rotate(old.id, 1);
    expect(rotated.overlapEndsAt).toEqual(hoursFromNow(1));
    expect([await works(old.token), await works(rotated.token)]).toEqual([true, true]);
    expect(await credentialOf(house, owner, old.id)).toMatchObject({ state: 'active', replacedBy: rotated.id });
    clock.advance(HOUR_MS);
    expect([await works(old.token), await works(rotated.token)]).toEqual([false, true]);
    expect(await credentialOf(house, owner, old.id)).toMatchObject({ state: 'rotated' });
  });

  test('without an overlap the old one ends at once', async () => {
    const old = await issued(house, owner);
    const { token } = await rotate(old.id, 0);
    expect([await works(old.token), await works(token)]).toEqual([false, true]);
  });

  test('the new one may do what the old one may, from where it may, as long as it may: nothing is added', async () => {
    const given = {
      name: 'checkout',
      scopes: ['orders:read', 'catalogue:read'],
      expiresAt: hoursFromNow(48),
      allowedAddresses: ['203.0.113.0/24', '2001:db8::/32'],
      trustedDocumentsOnly: true,
    } as const;
    const { id } = await rotate((await issued(house, owner, given)).id);
    expect(await credentialOf(house, owner, id)).toMatchObject({ ...given, state: 'active', replacedBy: null });
  });

  test('one with credentials:manage, and the operator, rotate any of the organisation', async () => {
    const [one, two] = [await issued(house, owner), await issued(house, owner)];
    await expect(rotate(one.id, 24, callOf(owner, 'crd_other', ['credentials:manage']))).resolves.toBeDefined();
    await expect(rotate(two.id, 24, operatorCall(owner))).resolves.toBeDefined();
  });

  test('is recorded and told, with both ids and no secret', async () => {
    const old = await issued(house, owner);
    const rotated = await rotate(old.id, 2);
    const { actions, events } = await recordsOf(house, old.id);
    expect(actions).toEqual(['credential.issue', 'credential.rotate']);
    const data = { credentialId: old.id, replacedBy: rotated.id, overlapEndsAt: hoursFromNow(2).toISOString() };
    expect(events).toEqual([{ type: 'credential.rotated', data }]);
  });
});

describe('refuses, and changes nothing', () => {
  test.each([-1, 169, 1.5, Number.NaN])('BAD_USER_INPUT for an overlap of %d hours', async (overlapHours) => {
    const { id } = await issued(house, owner);
    await expect(rotate(id, overlapHours)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(await credentialOf(house, owner, id)).toMatchObject({ replacedBy: null });
  });

  test('FORBIDDEN for another one without credentials:manage, also where there is none', async () => {
    const { id } = await issued(house, owner);
    const call = callOf(owner, 'crd_other', ['orders:create']);
    for (const other of [id, newId('credential')]) {
      await expect(rotate(other, 24, call)).rejects.toMatchObject({
        code: 'FORBIDDEN',
        details: { missingScopes: ['credentials:manage'] },
      });
    }
  });

  test('CREDENTIAL_NOT_FOUND for one of another organisation, of the other mode, or of nobody', async () => {
    const stranger = await issued(house, await seedPartner(house));
    const live = await issued(house, { ...owner, mode: 'live' });
    for (const id of [stranger.id, live.id, newId('credential')]) {
      await expect(rotate(id, 24, operatorCall(owner))).rejects.toMatchObject({ code: 'CREDENTIAL_NOT_FOUND' });
    }
  });

  test('CREDENTIAL_NOT_ACTIVE for one that was revoked, has expired, or whose overlap is over', async () => {
    const revoked = await issued(house, owner);
    await revokeCredential(house, systemCall(owner), { credentialId: revoked.id, reason: 'scheduled' });
    const expired = await issued(house, owner, { expiresAt: clock.now() });
    const rotated = await issued(house, owner);
    await rotate(rotated.id, 0);
    for (const { id } of [revoked, expired, rotated]) {
      await expect(rotate(id)).rejects.toMatchObject({ code: 'CREDENTIAL_NOT_ACTIVE' });
    }
  });

  test('CREDENTIAL_REPLACED once the replacement was used: an old secret makes no new one', async () => {
    const old = await issued(house, owner);
    const rotated = await rotate(old.id);
    await use(rotated.id);
    await expect(rotate(old.id)).rejects.toMatchObject({ code: 'CREDENTIAL_REPLACED' });
    expect([await works(old.token), await works(rotated.token)]).toEqual([true, true]);
  });

  test('CREDENTIAL_REPLACED where the replacement was rotated in its turn', async () => {
    const old = await issued(house, owner);
    const second = await rotate(old.id);
    await rotate(second.id, 24, operatorCall(owner));
    await expect(rotate(old.id)).rejects.toMatchObject({ code: 'CREDENTIAL_REPLACED' });
  });
});

describe('repeats', () => {
  test('after a lost answer the old one rotates again, and what nobody has seen ends at once', async () => {
    const old = await issued(house, owner);
    const lost = await rotate(old.id);
    const again = await rotate(old.id);
    expect([await works(old.token), await works(lost.token), await works(again.token)]).toEqual([true, false, true]);
    expect(await credentialOf(house, owner, old.id)).toMatchObject({ replacedBy: again.id });
    expect(await credentialOf(house, owner, lost.id)).toMatchObject({ state: 'rotated', replacedBy: again.id });
  });

  test('an overlap becomes shorter by it, never longer', async () => {
    const old = await issued(house, owner);
    const ends = hoursFromNow(2);
    await rotate(old.id, 2);
    expect((await rotate(old.id, 168)).overlapEndsAt).toEqual(ends);
    expect((await rotate(old.id, 1)).overlapEndsAt).toEqual(hoursFromNow(1));
  });
});

describe('races', () => {
  test('of twenty at once one new credential stands, and the old one goes on', async () => {
    const old = await issued(house, owner);
    const rotated = await Promise.all(Array.from({ length: 20 }, () => rotate(old.id)));
    const states = await Promise.all(rotated.map(({ token }) => works(token)));
    expect(states.filter(Boolean)).toHaveLength(1);
    expect(await works(old.token)).toBe(true);
    const { replacedBy } = await credentialOf(house, owner, old.id);
    expect(rotated.find((_, at) => states[at])?.id).toBe(replacedBy);
  });

  test('of twenty at once without an overlap one succeeds', async () => {
    const old = await issued(house, owner);
    const rotating = await Promise.allSettled(Array.from({ length: 20 }, () => rotate(old.id, 0)));
    const codes = rotating.map((one) => (one.status === 'rejected' ? one.reason.code : 'rotated'));
    expect(codes.filter((code) => code === 'rotated')).toHaveLength(1);
    expect(codes.filter((code) => code === 'CREDENTIAL_NOT_ACTIVE')).toHaveLength(19);
  });

  test('rotated and revoked at once, the old one is dead whoever came first', async () => {
    for (let round = 0; round < 10; round += 1) {
      const old = await issued(house, owner);
      const revoking = revokeCredential(house, systemCall(owner), { credentialId: old.id, reason: 'exposed' });
      await Promise.allSettled([rotate(old.id), revoking]);
      expect(await works(old.token)).toBe(false);
    }
  });
});

describe('the scopes of a credential', () => {
  test('are replaced by the operator alone, and hold at once', async () => {
    const { id, token } = await issued(house, owner, { scopes: ['orders:read'] });
    const input = { credentialId: id, scopes: ['catalogue:read', 'usage:read'] } as const;
    for (const call of [callOf(owner, id, ['credentials:manage']), systemCall(owner)]) {
      await expect(setCredentialScopes(house, call, input)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    }
    await setCredentialScopes(house, operatorCall(owner), input);
    expect((await callerAuthentication(house)(token))?.scopes).toEqual(new Set(input.scopes));
    expect((await recordsOf(house, id)).actions).toEqual(['credential.issue', 'credential.set_scopes']);
  });

  test('are refused to one that has ended, and where there is none', async () => {
    const { id } = await issued(house, owner, { expiresAt: clock.now() });
    const set = (credentialId: string) =>
      setCredentialScopes(house, operatorCall(owner), { credentialId, scopes: ['usage:read'] });
    await expect(set(id)).rejects.toMatchObject({ code: 'CREDENTIAL_NOT_ACTIVE' });
    await expect(set(newId('credential'))).rejects.toMatchObject({ code: 'CREDENTIAL_NOT_FOUND' });
  });
});
