import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { listApprovals, SANDBOX_COVERAGE } from '../domains/catalogue/index.ts';
import type { Call, House } from '../door/use-case.ts';
import type { Owner } from '../kernel/actor.ts';
import { ALL_SCOPES } from '../kernel/scopes.ts';
import { issueCredential } from '../use-cases/issue-credential.ts';
import { callerAuthentication } from '../views/caller.ts';
import { listVersionPackages, listVersionSummaries } from '../views/catalogue-versions.ts';

export const QUICKSTART_FILE = 'quickstart.json';

/** What somebody needs for a first order. */
export interface Quickstart {
  readonly url: string;
  /** A secret. */
  readonly credential: string;
  readonly organisationId: string;
  /** A package whose order becomes ready; null where the organisation may sell none. */
  readonly packageId: string | null;
}

const PREFERRED = 'onyx-connect-japan-3gb-30d';

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

/** The credential of an earlier start, where the file is there and says one. */
const readCredential = async (path: string): Promise<string | null> => {
  const kept = parse(await readFile(path, 'utf8').catch(() => ''));
  const isRecord = typeof kept === 'object' && kept !== null;
  return isRecord && 'credential' in kept && typeof kept.credential === 'string' ? kept.credential : null;
};

/** The kept credential where this database still takes it for the owner; a token cannot be had twice, so else a new one. */
const findCredential = async (house: House, owner: Owner, call: Call, path: string): Promise<string> => {
  const kept = await readCredential(path);
  const caller = kept && (await callerAuthentication(house)(kept));
  if (caller && caller.organisationId === owner.organisationId && caller.mode === owner.mode) return kept;
  const { token } = await issueCredential(house, call, { name: 'quickstart', scopes: ALL_SCOPES, expiresAt: null });
  return token;
};

const findPackageId = async (house: House, owner: Owner): Promise<string | null> => {
  const current = (await listVersionSummaries(house)).find(({ state }) => state === 'current');
  if (!current) return null;
  const approvals = await listApprovals(house.database.tables(), owner);
  const sold = (await listVersionPackages(house, current.id)).filter(({ packageId }) => approvals.has(packageId));
  const preferred = sold.find(({ packageId }) => packageId === PREFERRED);
  // Those for tests may end badly on purpose.
  return (preferred ?? sold.find(({ coverageName }) => coverageName !== SANDBOX_COVERAGE))?.packageId ?? null;
};

/** Written aside and renamed: a reader finds all of it or what was there before, and nobody but its owner reads it. */
const writeSecretly = async (path: string, text: string): Promise<void> => {
  const draft = `${path}.${process.pid}`;
  await rm(draft, { force: true });
  await writeFile(draft, text, { mode: 0o600, flag: 'wx' });
  await rename(draft, path);
};

interface QuickstartNeeds {
  readonly house: House;
  readonly owner: Owner;
  readonly call: Call;
  readonly dataDir: string;
  readonly url: string;
}

/** Puts the facts into `quickstart.json` in the data folder and gives them. The credential of earlier starts is kept. */
export const writeQuickstart = async ({ house, owner, call, dataDir, url }: QuickstartNeeds): Promise<Quickstart> => {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const path = join(dataDir, QUICKSTART_FILE);
  const credential = await findCredential(house, owner, call, path);
  const packageId = await findPackageId(house, owner);
  const quickstart = { url, credential, organisationId: owner.organisationId, packageId };
  await writeSecretly(path, `${JSON.stringify(quickstart, null, 2)}\n`);
  return quickstart;
};
