import {
  ActivityDocument,
  type ActivityQuery,
  type ActivityQueryVariables,
  CredentialsDocument,
  type CredentialsQuery,
  type CredentialsQueryVariables,
  RevokeCredentialDocument,
  type RevokeCredentialMutation,
  type RevokeReason,
  RotateCredentialDocument,
  type RotateCredentialInput,
  type RotateCredentialMutation,
} from './generated/graphql.ts';
import type { RequestOptions } from './transport.ts';
import { WebhookRequests } from './webhook-requests.ts';

/** Credentials, and what was asked with them. */
export class CredentialRequests extends WebhookRequests {
  /** A page of the credentials, newest first; of their secrets nothing. Needs credentials:manage. */
  async credentials(
    query: CredentialsQueryVariables = {},
    options?: RequestOptions,
  ): Promise<CredentialsQuery['credentials']> {
    return (await this.request(CredentialsDocument, query, options)).data.credentials;
  }

  /** Makes a credential that replaces another one. Keep the `token`: it is given this once. Needs credentials:manage for another one than the calling one. */
  async rotateCredential(
    input: RotateCredentialInput,
    options?: RequestOptions,
  ): Promise<RotateCredentialMutation['rotateCredential']> {
    return (await this.request(RotateCredentialDocument, { input }, options)).data.rotateCredential;
  }

  /** Ends a credential at once and for good. Needs credentials:manage for another one than the calling one. */
  async revokeCredential(
    id: string,
    reason: RevokeReason,
    options?: RequestOptions,
  ): Promise<RevokeCredentialMutation['revokeCredential']['credential']> {
    return (await this.request(RevokeCredentialDocument, { id, reason }, options)).data.revokeCredential.credential;
  }

  /** A page of the requests of the last 30 days, newest first. Needs credentials:manage. */
  async activity(query: ActivityQueryVariables = {}, options?: RequestOptions): Promise<ActivityQuery['activity']> {
    return (await this.request(ActivityDocument, query, options)).data.activity;
  }
}
