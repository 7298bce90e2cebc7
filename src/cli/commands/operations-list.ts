import { listDocuments } from '../../domains/documents/index.ts';
import { command } from '../command.ts';
import { moment, table } from '../layout.ts';
import { getOrganisation, organisation } from '../owner.ts';

export const operationsList = command({
  name: 'operations list',
  say: "list an organisation's registered operations by name",
  parameters: { organisation },
  run: async (context, named) => {
    const { house } = await context.openHouse();
    const { id } = await getOrganisation(house, named.organisation);
    const documents = await listDocuments(house.database.tables(), id);
    return {
      json: documents,
      text: () =>
        table(
          ['OPERATION', 'SHA-256', 'REGISTERED'],
          documents.map(({ name, hash, createdAt }) => [name, hash, moment(createdAt)]),
        ),
    };
  },
});
