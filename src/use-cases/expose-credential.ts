import { recordExposure, type Sighting } from '../domains/credentials/index.ts';
import { useCase } from '../door/use-case.ts';

/** Records that a live credential was used from a browser: its secret is where everybody can read it. Told once for each place. */
export const exposeCredential = useCase('credential.expose', async (tx, sighting: Sighting) => {
  const isNew = await recordExposure(tx, sighting);
  const { credentialId, kind, place } = sighting;
  return {
    result: isNew,
    subject: isNew ? credentialId : null,
    event: { type: 'credential.exposed', orderId: null, partnerOrderId: null, data: { credentialId, kind, place } },
  };
});
