import { sql } from 'kysely';
import type { LaunchCheck } from '../../src/domains/launch/index.ts';
import { ALL_SCOPES } from '../../src/kernel/scopes.ts';
import { approveLaunch } from '../../src/use-cases/approve-launch.ts';
import { issueCredential } from '../../src/use-cases/issue-credential.ts';
import { recordLaunchEvidence } from '../../src/use-cases/record-launch-evidence.ts';
import { refuseLiveAccess } from '../../src/use-cases/refuse-live-access.ts';
import { requestLiveAccess } from '../../src/use-cases/request-live-access.ts';
import { readLaunchReadiness } from '../../src/views/launch-readiness.ts';
import { partnerCall, systemCall } from '../support/orders.ts';
import { approveForLive, type SeededPartner, seedPartner, seedShownChecks } from '../support/seed.ts';
import { openTestHouse, type TestHouse } from '../support/test-house.ts';

let house: TestHouse;

beforeAll(async () => {
  house = await openTestHouse();
});
afterAll(() => house.close());

const APPROVALS = ['launch_checklist', 'privacy_review', 'support_path', 'webhook_handling'] as const;
const REQUEST = { supportPath: 'support.example, answered within an hour', note: null };
const OPERATOR = { kind: 'operator', name: 'test' } as const;

const operatorCall = (owner: SeededPartner) => ({ actor: { ...OPERATOR, owner } });

const stateOf = async ({ organisationId }: SeededPartner) =>
  (await readLaunchReadiness(house, organisationId)).liveAccess.state;

const missingOf = async ({ organisationId }: SeededPartner): Promise<readonly LaunchCheck[]> =>
  (await readLaunchReadiness(house, organisationId)).checks
    .filter(({ state }) => state === 'missing')
    .map(({ check }) => check);

const activitiesOf = async ({ organisationId }: SeededPartner, action: string): Promise<number> => {
  const { rows } = await sql`
    select from activities where organisation_id = ${organisationId} and action = ${action}`.execute(
    house.database.tables(),
  );
  return rows.length;
};

const eventsOf = async ({ organisationId }: SeededPartner): Promise<readonly string[]> => {
  const { rows } = await sql<{ type: string }>`
    select type from events where organisation_id = ${organisationId} and type like 'live_access.%' order by id`.execute(
    house.database.tables(),
  );
  return rows.map(({ type }) => type);
};

const issueLive = ({ organisationId }: SeededPartner) =>
  issueCredential(house, operatorCall({ organisationId, mode: 'live' }), {
    name: 'live',
    scopes: ALL_SCOPES,
    expiresAt: null,
  });

const ready = async (): Promise<SeededPartner> => {
  const owner = await seedPartner(house);
  await seedShownChecks(house, owner);
  return owner;
};

describe('a request for live access', () => {
  test('is taken once every check has passed, and names those that are missing before', async () => {
    const owner = await seedPartner(house);
    await expect(requestLiveAccess(house, partnerCall(owner), REQUEST)).rejects.toMatchObject({
      code: 'LAUNCH_CHECKS_MISSING',
      details: {
        missing: [
          'CATALOGUE_APPROVED',
          'ORDER_CREATED',
          'REPLAY_SEEN',
          'CONFLICT_SEEN',
          'PROVISIONING_VISIBLE',
          'FAILURE_SEEN',
          'WEBHOOK_DELIVERED',
          'WEBHOOK_SIGNATURE_REFUSED',
          'USAGE_READ',
          'LEDGER_READ',
          'INVOICE_READ',
        ],
      },
    });
    expect(await stateOf(owner)).toBe('none');
    await seedShownChecks(house, owner);
    expect(await missingOf(owner)).toEqual([]);
    expect(await requestLiveAccess(house, partnerCall(owner), REQUEST)).toBe(true);
    expect((await readLaunchReadiness(house, owner.organisationId)).liveAccess).toMatchObject({
      state: 'requested',
      supportPath: REQUEST.supportPath,
      requestedBy: 'crd_test',
    });
  });

  test('takes another support path or note while it waits; an approval of the former path is taken back', async () => {
    const owner = await ready();
    const shown = async () => readLaunchReadiness(house, owner.organisationId);
    const approved = async () =>
      (await shown()).approvals.filter(({ approvedAt }) => approvedAt).map(({ kind }) => kind);
    await requestLiveAccess(house, partnerCall(owner), REQUEST);
    await approveLaunch(house, operatorCall(owner), { kinds: ['privacy_review', 'support_path'] });
    const noted = { ...REQUEST, note: 'from May on' };
    expect(await requestLiveAccess(house, partnerCall(owner), noted)).toBe(true);
    expect(await approved()).toEqual(['privacy_review', 'support_path']);
    const other = { ...noted, supportPath: 'another one' };
    expect(await requestLiveAccess(house, partnerCall(owner), other)).toBe(true);
    expect((await shown()).liveAccess).toMatchObject({ state: 'requested', ...other });
    expect(await approved()).toEqual(['privacy_review']);
    expect(await requestLiveAccess(house, partnerCall(owner), other)).toBe(false);
    expect(await activitiesOf(owner, 'launch.request')).toBe(3);
  });

  test('repeated as it is while it waits, or after the approval, changes nothing and is recorded once', async () => {
    const owner = await ready();
    await requestLiveAccess(house, partnerCall(owner), REQUEST);
    const other = { supportPath: 'another one', note: 'again' };
    expect(await requestLiveAccess(house, partnerCall(owner), REQUEST)).toBe(false);
    await approveLaunch(house, operatorCall(owner), { kinds: APPROVALS });
    expect(await requestLiveAccess(house, partnerCall(owner), other)).toBe(false);
    expect((await readLaunchReadiness(house, owner.organisationId)).liveAccess.supportPath).toBe(REQUEST.supportPath);
    expect(await stateOf(owner)).toBe('approved');
    expect(await activitiesOf(owner, 'launch.request')).toBe(1);
  });

  test('made twenty times at once is one request', async () => {
    const owner = await ready();
    const asking = Array.from({ length: 20 }, () => requestLiveAccess(house, partnerCall(owner), REQUEST));
    expect((await Promise.all(asking)).filter(Boolean)).toHaveLength(1);
    expect(await activitiesOf(owner, 'launch.request')).toBe(1);
  });

  test('shown by a live credential is judged by the sandbox', async () => {
    const owner = await ready();
    const live = { ...owner, mode: 'live' } as const;
    expect(await requestLiveAccess(house, partnerCall(live), REQUEST)).toBe(true);
  });
});

describe('approvals', () => {
  test('open live access with the last of them, asked for or not, and the owner hears of it once', async () => {
    const owner = await seedPartner(house);
    const first = await approveLaunch(house, operatorCall(owner), { kinds: ['privacy_review', 'support_path'] });
    expect(first).toEqual({ added: ['privacy_review', 'support_path'], state: 'none', isOpened: false });
    expect(await stateOf(owner)).toBe('none');
    const last = await approveLaunch(house, operatorCall(owner), { kinds: APPROVALS });
    expect(last).toEqual({ added: ['launch_checklist', 'webhook_handling'], state: 'approved', isOpened: true });
    const again = await approveLaunch(house, operatorCall(owner), { kinds: APPROVALS });
    expect(again).toEqual({ added: [], state: 'approved', isOpened: false });
    expect(await eventsOf(owner)).toEqual(['live_access.approved']);
    expect(await activitiesOf(owner, 'launch.approve')).toBe(2);
  });

  test('given at once, each by another person, open it exactly once', async () => {
    const owner = await seedPartner(house);
    const giving = Array.from({ length: 20 }, (_, n) =>
      approveLaunch(house, operatorCall(owner), { kinds: APPROVALS.slice(n % 4, (n % 4) + 1) }),
    );
    expect((await Promise.all(giving)).filter(({ isOpened }) => isOpened)).toHaveLength(1);
    expect(await stateOf(owner)).toBe('approved');
    expect(await eventsOf(owner)).toEqual(['live_access.approved']);
  });

  test('are refused for an organisation that is not there', async () => {
    const nobody = { organisationId: 'org_nobody', mode: 'sandbox' } as const;
    await expect(approveLaunch(house, operatorCall(nobody), { kinds: APPROVALS })).rejects.toMatchObject({
      code: 'UNKNOWN_ORGANISATION',
    });
    await expect(refuseLiveAccess(house, operatorCall(nobody), { kinds: [], reason: 'unknown' })).rejects.toMatchObject(
      { code: 'UNKNOWN_ORGANISATION' },
    );
  });
});

describe('a refusal', () => {
  test('says why, takes back the approvals named, and may be answered by another request', async () => {
    const owner = await ready();
    await requestLiveAccess(house, partnerCall(owner), REQUEST);
    await approveLaunch(house, operatorCall(owner), { kinds: ['launch_checklist', 'privacy_review'] });
    await refuseLiveAccess(house, operatorCall(owner), { kinds: ['privacy_review'], reason: 'no privacy notice' });
    const { liveAccess, approvals } = await readLaunchReadiness(house, owner.organisationId);
    expect(liveAccess).toMatchObject({ state: 'refused', reason: 'no privacy notice', decidedBy: 'test' });
    expect(approvals.filter(({ approvedAt }) => approvedAt).map(({ kind }) => kind)).toEqual(['launch_checklist']);
    expect(await requestLiveAccess(house, partnerCall(owner), REQUEST)).toBe(true);
    expect((await readLaunchReadiness(house, owner.organisationId)).liveAccess).toMatchObject({
      state: 'requested',
      reason: null,
    });
    expect(await eventsOf(owner)).toEqual(['live_access.refused']);
  });

  test('of live access that was approved takes all approvals back where it names none', async () => {
    const owner = await seedPartner(house);
    await approveForLive(house, owner.organisationId);
    await refuseLiveAccess(house, operatorCall(owner), { kinds: [], reason: 'a breach' });
    const { approvals } = await readLaunchReadiness(house, owner.organisationId);
    expect(approvals.every(({ approvedAt }) => approvedAt === null)).toBe(true);
    await expect(issueLive(owner)).rejects.toMatchObject({ code: 'LIVE_NOT_APPROVED' });
  });

  test('of what nobody asked for or approved is LIVE_ACCESS_NOT_REQUESTED, and so is the second one', async () => {
    const owner = await seedPartner(house);
    const refusing = () => refuseLiveAccess(house, operatorCall(owner), { kinds: [], reason: 'no' });
    await expect(refusing()).rejects.toMatchObject({ code: 'LIVE_ACCESS_NOT_REQUESTED' });
    await approveForLive(house, owner.organisationId);
    await refusing();
    await expect(refusing()).rejects.toMatchObject({ code: 'LIVE_ACCESS_NOT_REQUESTED' });
  });
});

describe('a live credential', () => {
  test('is issued once all four approvals stand, and LIVE_NOT_APPROVED names those that are missing before', async () => {
    const owner = await seedPartner(house);
    await expect(issueLive(owner)).rejects.toMatchObject({
      code: 'LIVE_NOT_APPROVED',
      details: { missing: [...APPROVALS] },
    });
    await approveLaunch(house, operatorCall(owner), { kinds: APPROVALS.slice(0, 3) });
    await expect(issueLive(owner)).rejects.toMatchObject({ details: { missing: ['webhook_handling'] } });
    await approveLaunch(house, operatorCall(owner), { kinds: ['webhook_handling'] });
    await expect(issueLive(owner)).resolves.toMatchObject({ id: expect.stringMatching(/^crd_/) });
  });

  test('that races a refusal is issued or LIVE_NOT_APPROVED, and behind the refusal there is none', async () => {
    const owner = await seedPartner(house);
    await approveForLive(house, owner.organisationId);
    const refusing = refuseLiveAccess(house, operatorCall(owner), { kinds: [], reason: 'a breach' });
    const answers = await Promise.allSettled([...Array.from({ length: 20 }, () => issueLive(owner)), refusing]);
    const codes = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason.code] : []));
    expect(codes.filter((code) => code !== 'LIVE_NOT_APPROVED')).toEqual([]);
    expect(await activitiesOf(owner, 'credential.issue')).toBe(20 - codes.length);
    await expect(issueLive(owner)).rejects.toMatchObject({ code: 'LIVE_NOT_APPROVED' });
  });
});

describe('evidence', () => {
  test('is kept at its first time, whoever sees it again or at once', async () => {
    const owner = await seedPartner(house);
    const seeing = Array.from({ length: 20 }, (_, n) =>
      recordLaunchEvidence(house, systemCall(owner), { kind: 'replay', reference: `ord_${n}` }),
    );
    expect((await Promise.all(seeing)).filter(Boolean)).toHaveLength(1);
    expect(await recordLaunchEvidence(house, systemCall(owner), { kind: 'replay', reference: 'ord_later' })).toBe(
      false,
    );
    const { checks } = await readLaunchReadiness(house, owner.organisationId);
    const { evidence } = checks.find(({ check }) => check === 'replay_seen') ?? {};
    expect(evidence).toMatch(/^ord_\d+$/);
    expect(await activitiesOf(owner, 'launch.see')).toBe(1);
  });

  test('of one mode or organisation shows nothing for another', async () => {
    const [one, two] = [await seedPartner(house), await seedPartner(house)];
    await recordLaunchEvidence(house, systemCall({ ...one, mode: 'live' }), { kind: 'conflict', reference: 'req_1' });
    await recordLaunchEvidence(house, systemCall(one), { kind: 'replay', reference: 'ord_1' });
    expect(await missingOf(one)).toContain('conflict_seen');
    expect(await missingOf(two)).toContain('replay_seen');
  });
});
