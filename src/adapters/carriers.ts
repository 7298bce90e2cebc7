import { readFile } from 'node:fs/promises';
import { createSecureContext } from 'node:tls';
import type { Carrier } from '../domains/esims/index.ts';
import type { Mode } from '../kernel/actor.ts';
import { badInput, Fault } from '../kernel/fault.ts';
import { es2Carrier } from './es2plus/index.ts';
import { type SandboxCarrierOptions, sandboxCarrier } from './sandbox-carrier.ts';

export interface CarrierSettings {
  readonly sandboxProvisioningMs: number;
  readonly es2Url: string | null;
  readonly es2Requester: string | null;
  /** Paths of PEM files. */
  readonly es2Certificate: string | null;
  readonly es2Key: string | null;
  readonly es2Ca: string | null;
  readonly es2SmdpAddress: string | null;
  readonly es2ProfileTypes: ReadonlyMap<string, string> | null;
}

export interface Carriers {
  /** Who prepares eSIMs in a mode. */
  readonly carrierOf: (mode: Mode) => Carrier;
  close(): Promise<void>;
}

/** Stands in where no carrier is connected: every order goes to a check by hand, none is lost and none is charged. */
const manualCarrier: Carrier = {
  prepare: async () => ({ kind: 'review', reason: 'CARRIER_REVIEW' }),
  cancel: async () => 'unknown',
};

const needed = <Value>(value: Value | null, field: string, bound: string): Value => {
  if (value === null) throw badInput({ field, bound });
  return value;
};

const readPem = (path: string, field: string): Promise<string> =>
  readFile(path, 'utf8').catch(() => {
    throw badInput({ field, bound: 'a file that can be read' });
  });

/** An SM-DP+ asks for our certificate; over plain HTTP nobody can. */
const keysOf = async (isPlain: boolean, { es2Certificate, es2Key, es2Ca }: CarrierSettings) => {
  if (isPlain) return {};
  const bound = 'a file, for an SM-DP+ asks for our certificate';
  const [cert, key, ca] = await Promise.all([
    readPem(needed(es2Certificate, 'ONYX_ES2_CERTIFICATE', bound), 'ONYX_ES2_CERTIFICATE'),
    readPem(needed(es2Key, 'ONYX_ES2_KEY', bound), 'ONYX_ES2_KEY'),
    es2Ca === null ? null : readPem(es2Ca, 'ONYX_ES2_CA'),
  ]);
  const keys = { cert, key, ...(ca !== null && { ca }) };
  try {
    createSecureContext(keys);
  } catch (error) {
    const said = { field: 'ONYX_ES2_CERTIFICATE', bound: 'a certificate (PEM) whose key is in ONYX_ES2_KEY' };
    throw new Fault('BAD_USER_INPUT', { problems: [said] }, { cause: error });
  }
  return keys;
};

const openLive = async (settings: CarrierSettings) => {
  const { es2Url, es2Requester, es2SmdpAddress, es2ProfileTypes } = settings;
  if (es2Url === null) return { carrier: manualCarrier, close: async () => {} };
  const carrier = es2Carrier({
    url: es2Url,
    requester: needed(es2Requester, 'ONYX_ES2_REQUESTER', 'set where ONYX_ES2_URL is'),
    tls: await keysOf(es2Url.startsWith('http:'), settings),
    smdpAddress: es2SmdpAddress,
    profileTypes: es2ProfileTypes ?? new Map(),
  });
  return { carrier, close: () => carrier.close() };
};

/**
 * Live orders go to the SM-DP+ of the settings, or to a check by hand where there is none; those of the sandbox to the
 * sandbox carrier. Refuses: BAD_USER_INPUT naming the setting that is missing.
 */
export const openCarriers = async (
  settings: CarrierSettings,
  profileOf: SandboxCarrierOptions['profileOf'],
): Promise<Carriers> => {
  const sandbox = sandboxCarrier({ provisioningMs: settings.sandboxProvisioningMs, profileOf });
  const live = await openLive(settings);
  return { carrierOf: (mode) => (mode === 'sandbox' ? sandbox : live.carrier), close: live.close };
};
