import type { House } from '../../door/use-case.ts';
import { type DatabaseFacts, readDatabaseFacts } from '../../views/database-facts.ts';
import { listStoredKeys } from '../../views/stored-keys.ts';
import { command } from '../command.ts';
import type { CommandContext } from '../command-context.ts';
import { explainError, READ_ONLY } from '../explain-error.ts';
import { counted } from '../layout.ts';
import type { Paint } from '../output.ts';
import { assertPortFree } from '../port.ts';

/** What was looked at: null advice where it is as it has to be. */
interface Finding {
  readonly check: string;
  readonly found: string;
  readonly advice: string | null;
}

/** PostgreSQL that is still supported, with all that the migrations use. */
const VERSION_MIN = 14;

/** Credentials expire and versions take effect by both clocks. */
const AHEAD_MS_MAX = 1_000;

const PROBE_MS_MAX = 2_000;

const good = (check: string, found: string): Finding => ({ check, found, advice: null });

const bad = (check: string, found: string, advice: string): Finding => ({ check, found, advice });

/** What stops a check is what it found. */
const examine = async (check: string, look: () => Promise<Finding>): Promise<Finding> => {
  try {
    return await look();
  } catch (error) {
    return bad(check, 'could not be checked', explainError(error).say);
  }
};

const checkVersion = ({ version, versionNumber, tls, isReadOnly }: DatabaseFacts, place: string): Finding => {
  const found = `PostgreSQL ${version}, ${place}, ${tls === null ? 'not encrypted' : `encrypted (${tls})`}`;
  if (isReadOnly) return bad('database', found, READ_ONLY);
  if (versionNumber >= VERSION_MIN * 10_000) return good('database', found);
  return bad('database', found, `Use PostgreSQL ${VERSION_MIN} or newer.`);
};

const checkClock = ({ aheadMs }: DatabaseFacts): Finding => {
  const found = `the database is ${Math.abs(aheadMs)} ms ${aheadMs < 0 ? 'behind' : 'ahead'}`;
  if (Math.abs(aheadMs) <= AHEAD_MS_MAX) return good('clock', found);
  return bad('clock', found, 'Keep the clocks of this machine and of the database server by NTP.');
};

const checkMigrations = async ({ runtime }: CommandContext, house: House): Promise<Finding> => {
  const pending = await runtime.pendingMigrations(house);
  if (pending.length === 0) return good('migrations', 'all applied');
  return bad('migrations', `missing: ${pending.join(', ')}`, 'Run `onyx migrate`.');
};

const checkKeys = async ({ runtime }: CommandContext, house: House, ring: readonly string[]): Promise<Finding> => {
  const missing = (await listStoredKeys(house)).filter(({ keyId }) => !ring.includes(keyId));
  if (missing.length === 0) return good('keys', `${counted(ring.length, 'key')} in the ring, all that are needed`);
  const found = missing.map(
    ({ keyId, credentials, installLinks, esims, webhookSecrets }) =>
      `${keyId} of ${counted(credentials, 'credential')}, ${counted(installLinks, 'install link')}, ${counted(esims, 'eSIM')} and ${counted(webhookSecrets, 'webhook secret')}`,
  );
  const advice = `Put it back from a backup into ${runtime.keysPlace}; nothing else opens them.`;
  return bad('keys', `missing in the ring: ${found.join(', ')}`, advice);
};

/** True where what listens there is an Onyx. */
const isOurs = async (host: string, port: number): Promise<boolean> => {
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${port}/healthz`;
  const answer = await fetch(url, { signal: AbortSignal.timeout(PROBE_MS_MAX) }).catch(() => null);
  return answer?.ok === true && answer.headers.has('x-request-id') && (await answer.text()) === 'ok\n';
};

const checkPort = async ({ runtime: { host, port } }: CommandContext): Promise<Finding> => {
  try {
    await assertPortFree(host, port);
    return good('port', port === 0 ? 'any free one is taken' : `${port} of ${host} is free`);
  } catch (error) {
    if (await isOurs(host, port)) return good('port', `${port} of ${host} has the API, running`);
    return bad('port', `${port} of ${host} cannot be had`, explainError(error).say);
  }
};

/** All that needs the database; where it cannot be had, that alone. */
const checkDatabase = async (context: CommandContext, ring: readonly string[]): Promise<readonly Finding[]> => {
  const { runtime } = context;
  try {
    const house = await context.openHouseOn(await context.openDatabase(false));
    const known = await readDatabaseFacts(house);
    return [
      checkVersion(known, runtime.databasePlace),
      checkClock(known),
      await examine('migrations', () => checkMigrations(context, house)),
      await examine('keys', () => checkKeys(context, house, ring)),
    ];
  } catch (error) {
    return [bad('database', `no answer, ${runtime.databasePlace}`, explainError(error).say)];
  }
};

/** Without keys no database is opened, and without a database nothing needs them. */
const checkStores = async (context: CommandContext): Promise<readonly Finding[]> => {
  const { runtime } = context;
  if (!(await runtime.hasDatabase())) {
    return [bad('database', `none in ${runtime.dataDir}`, 'Run `onyx start`, which makes it, or set DATABASE_URL.')];
  }
  try {
    return await checkDatabase(context, await runtime.keyIds());
  } catch (error) {
    return [bad('keys', 'the ring cannot be read', explainError(error).say)];
  }
};

const lines = (findings: readonly Finding[], paint: Paint): readonly string[] => {
  const width = Math.max(...findings.map(({ check }) => check.length));
  return findings.flatMap(({ check, found, advice }) => [
    `${advice === null ? paint('green', 'ok  ') : paint('red', 'FAIL')}  ${check.padEnd(width)}  ${found}`,
    ...(advice === null ? [] : [`${' '.repeat(width + 8)}${advice}`]),
  ]);
};

export const doctor = command({
  name: 'doctor',
  say: 'check database, migrations, clock, keys and port, and say what to do',
  parameters: {},
  run: async (context) => {
    const findings = [...(await checkStores(context)), await checkPort(context)];
    const checks = findings.map(({ advice, ...finding }) => ({ ...finding, ok: advice === null, advice }));
    const isFailure = checks.some(({ ok }) => !ok);
    return { json: { ok: !isFailure, checks }, text: (paint) => lines(findings, paint), isFailure };
  },
});
