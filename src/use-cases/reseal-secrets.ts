import { resealActivations } from '../domains/esims/index.ts';
import { resealSecrets as resealWebhookSecrets } from '../domains/webhooks/index.ts';
import { useCase } from '../door/use-case.ts';

/** Rows that one transaction encrypts anew, of each kind. */
const ROWS_MAX = 200;

/**
 * Encrypts with the current key some of what an older key of the ring sealed, and gives how many rows those were; zero
 * where all that can be opened is done. What is done stays done, so it may be ended anywhere and begun again.
 */
export const resealSecrets = useCase('keys.reseal', async (tx, _input: null, { keyRing }) => {
  const activations = await resealActivations(tx, keyRing, ROWS_MAX);
  const result = activations + (await resealWebhookSecrets(tx, keyRing, ROWS_MAX));
  return { result, subject: result > 0 ? keyRing.currentId : null, event: null };
});
