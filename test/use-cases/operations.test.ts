import { listDocuments } from '../../src/domains/documents/index.ts';
import type { Owner } from '../../src/kernel/actor.ts';
import { documentHash } from '../../src/kernel/document-hash.ts';
import { registerOperations } from '../../src/use-cases/register-operations.ts';
import { removeOperations } from '../../src/use-cases/remove-operations.ts';
import { systemCall } from '../support/orders.ts';
import { seedPartner } from '../support/seed.ts';
import { openTestHouse, type TestHouse } from '../support/test-house.ts';

let house: TestHouse;

beforeAll(async () => {
  house = await openTestHouse();
});
afterAll(() => house.close());

const document = (n: number) => ({ name: `Q${n}`, document: `query Q${n} { viewer { mode } }` });

const namesOf = async ({ organisationId }: Owner): Promise<readonly (string | null)[]> =>
  (await listDocuments(house.database.tables(), organisationId)).map(({ name }) => name);

test('operations are registered under the hash of their text, and a repeat adds none', async () => {
  const owner = await seedPartner(house);
  expect(await registerOperations(house, systemCall(owner), [document(1), document(2)])).toBe(2);
  expect(await registerOperations(house, systemCall(owner), [document(2), document(3)])).toBe(1);
  const [first] = await listDocuments(house.database.tables(), owner.organisationId);
  expect(first).toMatchObject({ ...document(1), hash: documentHash(document(1).document) });
  expect(await namesOf(owner)).toEqual(['Q1', 'Q2', 'Q3']);
});

test('a thousand and more are registered at once', async () => {
  const owner = await seedPartner(house);
  const many = Array.from({ length: 1_201 }, (_, n) => document(n));
  expect(await registerOperations(house, systemCall(owner), many)).toBe(1_201);
});

test('twenty registrations at once register each operation once', async () => {
  const owner = await seedPartner(house);
  const registering = Array.from({ length: 20 }, () => registerOperations(house, systemCall(owner), [document(1)]));
  const added = await Promise.all(registering);
  expect(added.reduce((sum, count) => sum + count, 0)).toBe(1);
});

test('registering refuses UNKNOWN_ORGANISATION', async () => {
  const nobody = { organisationId: 'org_nobody', mode: 'sandbox' } as const;
  await expect(registerOperations(house, systemCall(nobody), [document(1)])).rejects.toMatchObject({
    code: 'UNKNOWN_ORGANISATION',
  });
});

test("removing refuses UNKNOWN_DOCUMENT and removes none where one is not there, or is another organisation's", async () => {
  const [one, two] = [await seedPartner(house), await seedPartner(house)];
  await registerOperations(house, systemCall(one), [document(1), document(2)]);
  await registerOperations(house, systemCall(two), [document(3)]);
  const [first = '', second = '', third = ''] = [1, 2, 3].map((n) => documentHash(document(n).document));
  const removing = (hashes: readonly string[]) => removeOperations(house, systemCall(one), hashes);
  await expect(removing([first, third])).rejects.toMatchObject({ code: 'UNKNOWN_DOCUMENT' });
  expect(await namesOf(one)).toEqual(['Q1', 'Q2']);
  await removing([first, second]);
  expect(await namesOf(one)).toEqual([]);
  expect(await namesOf(two)).toEqual(['Q3']);
});
