import { revokeCredential } from '../../src/use-cases/revoke-credential.ts';
import { setCredentialDocuments } from '../../src/use-cases/set-credential-documents.ts';
import { callOf, credentialOf, issued, operatorCall, recordsOf } from '../support/credentials.ts';
import { type SeededPartner, seedPartner } from '../support/seed.ts';
import { openTestHouse, type TestHouse } from '../support/test-house.ts';

let house: TestHouse;
let owner: SeededPartner;

beforeAll(async () => {
  house = await openTestHouse();
  owner = await seedPartner(house);
});
afterAll(() => house.close());

const set = (credentialId: string, trustedDocumentsOnly: boolean) =>
  setCredentialDocuments(house, operatorCall(owner), { credentialId, trustedDocumentsOnly });

test('a credential is bound to registered documents, freed again, and each step is recorded', async () => {
  const { id } = await issued(house, owner);
  await set(id, true);
  expect(await credentialOf(house, owner, id)).toMatchObject({ trustedDocumentsOnly: true });
  await set(id, false);
  expect(await credentialOf(house, owner, id)).toMatchObject({ trustedDocumentsOnly: false });
  const { actions } = await recordsOf(house, id);
  expect(actions.filter((action) => action === 'credential.set_documents')).toHaveLength(2);
});

test('twenty at once end as one of them said', async () => {
  const { id } = await issued(house, owner);
  await Promise.all(Array.from({ length: 20 }, () => set(id, true)));
  expect(await credentialOf(house, owner, id)).toMatchObject({ trustedDocumentsOnly: true });
});

test("FORBIDDEN to partners, CREDENTIAL_NOT_FOUND where it is not the owner's, CREDENTIAL_NOT_ACTIVE once it is revoked", async () => {
  const { id } = await issued(house, owner);
  const input = { credentialId: id, trustedDocumentsOnly: false };
  const partner = callOf(owner, id, ['credentials:manage']);
  await expect(setCredentialDocuments(house, partner, input)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  const elsewhere = operatorCall(await seedPartner(house));
  await expect(setCredentialDocuments(house, elsewhere, input)).rejects.toMatchObject({ code: 'CREDENTIAL_NOT_FOUND' });
  await revokeCredential(house, operatorCall(owner), { credentialId: id, reason: 'scheduled' });
  await expect(set(id, true)).rejects.toMatchObject({ code: 'CREDENTIAL_NOT_ACTIVE' });
});
