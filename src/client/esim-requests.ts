import { CredentialRequests } from './credential-requests.ts';
import {
  ActivationDocument,
  type ActivationQuery,
  CreateInstallLinkDocument,
  type CreateInstallLinkInput,
  type CreateInstallLinkMutation,
  EsimDocument,
  type EsimQuery,
  EsimsDocument,
  type EsimsQuery,
  type EsimsQueryVariables,
  InstallLinksDocument,
  type InstallLinksQuery,
  RevokeInstallLinkDocument,
  type RevokeInstallLinkMutation,
  SetUsageThresholdsDocument,
  type SetUsageThresholdsMutation,
  UsageThresholdsDocument,
  type UsageThresholdsQuery,
} from './generated/graphql.ts';
import type { RequestOptions } from './transport.ts';

/** eSIMs: how far they are, what was used of them, and how customers install them. */
export class EsimRequests extends CredentialRequests {
  /** One eSIM with its usage and history. Needs usage:read. */
  async esim(iccid: string, options?: RequestOptions): Promise<EsimQuery['esim']> {
    return (await this.request(EsimDocument, { iccid }, options)).data.esim;
  }

  /** A page of eSIMs, newest first. Needs usage:read. */
  async esims(query: EsimsQueryVariables = {}, options?: RequestOptions): Promise<EsimsQuery['esims']> {
    return (await this.request(EsimsDocument, query, options)).data.esims;
  }

  /** What installs an eSIM: a secret, and each reading is recorded. Needs activation:read and usage:read. */
  async activation(iccid: string, options?: RequestOptions): Promise<ActivationQuery['esim']['activation']> {
    return (await this.request(ActivationDocument, { iccid }, options)).data.esim.activation;
  }

  /** The newest 50 install links of an eSIM. Needs activation:read. */
  async installLinks(iccid: string, options?: RequestOptions): Promise<InstallLinksQuery['installLinks']> {
    return (await this.request(InstallLinksDocument, { iccid }, options)).data.installLinks;
  }

  /** Makes a page where a customer installs an eSIM. Keep the `url`: it is given this once. Needs activation:read. */
  async createInstallLink(
    input: CreateInstallLinkInput,
    options?: RequestOptions,
  ): Promise<CreateInstallLinkMutation['createInstallLink']> {
    return (await this.request(CreateInstallLinkDocument, { input }, options)).data.createInstallLink;
  }

  /** Ends an install link at once; repeated, it changes nothing. Needs activation:read. */
  async revokeInstallLink(
    id: string,
    options?: RequestOptions,
  ): Promise<RevokeInstallLinkMutation['revokeInstallLink']> {
    return (await this.request(RevokeInstallLinkDocument, { id }, options)).data.revokeInstallLink;
  }

  /** At which percentages `usage.threshold` is told, lowest first. Needs usage:read. */
  async usageThresholds(options?: RequestOptions): Promise<UsageThresholdsQuery['usageThresholds']> {
    return (await this.request(UsageThresholdsDocument, {}, options)).data.usageThresholds;
  }

  /** Sets at which percentages `usage.threshold` is told, and gives them sorted. Needs webhooks:manage. */
  async setUsageThresholds(
    percentages: readonly number[],
    options?: RequestOptions,
  ): Promise<SetUsageThresholdsMutation['setUsageThresholds']> {
    return (await this.request(SetUsageThresholdsDocument, { percentages }, options)).data.setUsageThresholds;
  }
}
