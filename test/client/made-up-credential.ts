import { newId } from '../../src/kernel/id.ts';
import { newCredentialToken } from '../../src/kernel/secret.ts';

/** Has the form of a credential, and opens nothing. */
export const CREDENTIAL = newCredentialToken('sandbox', newId('credential'));
