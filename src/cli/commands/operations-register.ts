import { MANIFEST_BYTES_MAX, type ManifestEntry, readManifest } from '../../domains/documents/index.ts';
import { Fault } from '../../kernel/fault.ts';
import { registerOperations } from '../../use-cases/register-operations.ts';
import { command } from '../command.ts';
import { counted, table } from '../layout.ts';
import { getOrganisation, organisation } from '../owner.ts';
import { required } from '../parameters.ts';
import { readBoundedFile } from '../read-file.ts';
import { filePath } from '../read-value.ts';
import type { InspectDocument } from '../runtime.ts';

interface Reported {
  readonly hash: string;
  readonly name: string | null;
  readonly type: string | null;
  readonly scopes: readonly string[];
  /** Why it cannot be registered; null where it can. */
  readonly problem: string | null;
}

const whyRefused = ({ code, details, row }: Fault): string =>
  [code, 'why' in details && details.why ? String(details.why) : row.say].join(': ');

const report = (inspect: InspectDocument, { hash, document, problem }: ManifestEntry): Reported => {
  const { name, operationType, scopes, refusal } = inspect(document);
  return { hash, name, type: operationType, scopes, problem: problem ?? (refusal && whyRefused(refusal)) };
};

const lines = (operations: readonly Reported[]): readonly string[] =>
  table(
    ['OPERATION', 'TYPE', 'SCOPES', 'SHA-256'],
    operations.map(({ name, type, scopes, hash }) => [name, type, scopes.join(',') || null, hash]),
  );

const problemLines = (operations: readonly Reported[]): readonly string[] =>
  operations.flatMap(({ name, hash, problem }) => (problem === null ? [] : [`  ${name ?? hash}: ${problem}`]));

export const operationsRegister = command({
  name: 'operations register',
  say: 'register the operations of a manifest, so that they can be called by their hash; all of them or none',
  parameters: {
    file: required('<file>', 'persisted-documents.json, as the client preset of graphql-codegen emits it', filePath),
    organisation,
  },
  run: async (context, { file, ...named }) => {
    const bytes = await readBoundedFile(file, MANIFEST_BYTES_MAX);
    const entries = readManifest(Buffer.from(bytes).toString());
    const { house } = await context.openHouse();
    const { id, name } = await getOrganisation(house, named.organisation);
    const inspect = await context.runtime.inspectDocuments();
    const operations = entries.map((entry) => report(inspect, entry));
    if (operations.some(({ problem }) => problem !== null)) {
      const refusal = new Fault('BAD_OPERATIONS_FILE');
      return { json: { registered: 0, operations }, text: () => problemLines(operations), refusal };
    }
    const call = context.call({ organisationId: id, mode: 'sandbox' });
    const documents = entries.map(({ document }, index) => ({ name: operations[index]?.name ?? null, document }));
    const added = await registerOperations(house, call, documents);
    return {
      json: { organisationId: id, registered: added, operations },
      text: () => lines(operations),
      notes: [`Registered ${counted(added, 'new operation')} of ${operations.length} for ${name}, in both modes.`],
    };
  },
});
