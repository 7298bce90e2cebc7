import { join } from 'node:path';
import { readCredentialToken } from '../kernel/secret.ts';
import { QUICKSTART_FILE } from './quickstart.ts';
import { Refusal } from './refusal.ts';
import type { Runtime } from './runtime.ts';
import { type Access, findAccess } from './tour/access.ts';

const fromQuickstart = async (dataDir: string): Promise<Access> => {
  const path = join(dataDir, QUICKSTART_FILE);
  const access = await findAccess(path);
  if (access) return access;
  throw new Refusal(`There is no ${path}; run \`onyx start\`, or give --url and set ONYX_CREDENTIAL.`);
};

const chooseAccess = async ({ credential, dataDir }: Runtime, url: string | null): Promise<Access> => {
  if (url === null && credential === null) return fromQuickstart(dataDir);
  if (url !== null && credential !== null) return { url: url.replace(/\/graphql\/?$/, ''), credential };
  throw new Refusal('--url and ONYX_CREDENTIAL go together: a credential is sent to no server that was not named.');
};

/**
 * The server that `--url` names with the credential of the environment, or else the one of the data folder. A credential
 * that is none, or a live one, is refused before anything is sent.
 */
export const sandboxAccess = async (runtime: Runtime, url: string | null): Promise<Access> => {
  const access = await chooseAccess(runtime, url);
  const token = readCredentialToken(access.credential);
  if (token === null) throw new Refusal('The credential is not a whole one: onyx_sandbox_ and what follows it.');
  if (token.mode === 'live') throw new Refusal('A live credential has no place on a terminal; take a sandbox one.');
  return access;
};
