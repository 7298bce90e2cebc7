import { type InspectedDocument, inspectDocument } from './engine/inspect-document.ts';
import { DEFAULT_LIMITS, type Limits } from './engine/limits.ts';
import { buildPartnerSchema } from './schema.ts';

/** Reads documents against the partner schema, as the API does before it runs one. */
export const documentInspector = async (limits: Partial<Limits>): Promise<(text: string) => InspectedDocument> => {
  const schema = await buildPartnerSchema();
  return (text) => inspectDocument(schema, { ...DEFAULT_LIMITS, ...limits }, text);
};
