import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { GraphQLSchema } from 'graphql';
import { ESIM_TRANSITIONS } from '../../domains/esims/index.ts';
import { INVOICE_TRANSITIONS } from '../../domains/invoices/index.ts';
import { OPEN_ORDER_STATES, ORDER_TRANSITIONS } from '../../domains/orders/index.ts';
import { REFUND_TRANSITIONS } from '../../domains/refunds/index.ts';
import { buildPartnerSchema } from '../schema.ts';
import { drawStates } from './draw-states.ts';
import { printErrorsPage } from './print-errors-page.ts';
import { printScopesPage } from './print-scopes-page.ts';

/** What of the folder `docs` is made from the code's own tables, by file name: the same text for the same code. */
export const referenceFiles = async (schema: GraphQLSchema): Promise<Readonly<Record<string, string>>> => ({
  'errors.md': printErrorsPage(schema),
  'scopes.md': printScopesPage(schema),
  'order-states.svg': await drawStates({
    title: 'The states of an order',
    states: ORDER_TRANSITIONS,
    first: 'created',
    held: OPEN_ORDER_STATES,
  }),
  'esim-states.svg': await drawStates({
    title: 'The states of an eSIM',
    states: ESIM_TRANSITIONS,
    first: 'allocated',
  }),
  'refund-states.svg': await drawStates({
    title: 'The states of a refund',
    states: REFUND_TRANSITIONS,
    first: 'requested',
  }),
  'invoice-states.svg': await drawStates({
    title: 'The states of an invoice',
    states: INVOICE_TRANSITIONS,
    first: 'draft',
  }),
});

/** Writes them to the folder `docs` of the working directory. */
const emit = async (): Promise<void> => {
  const files = await referenceFiles(await buildPartnerSchema());
  for (const [name, text] of Object.entries(files)) await writeFile(join('docs', name), text);
};

if (import.meta.main) await emit();
