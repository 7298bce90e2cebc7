import { resolve } from 'node:path';
import { ES2_SETTINGS } from './adapters/es2plus/settings.ts';
import { databaseUrl } from './kernel/database-url.ts';
import {
  addressLines,
  addressRanges,
  integer,
  keys,
  logLevel,
  onOrOff,
  publicKeys,
  publicUrl,
  type Setting,
  text,
} from './kernel/setting.ts';

/** Every setting of the server. The README's table is checked against it. */
export const SETTINGS = {
  host: {
    variable: 'HOST',
    fallback: '127.0.0.1',
    say: 'Address that the API listens on',
    read: text(/^[0-9A-Za-z.:-]{1,253}$/, 'a host name or an address'),
  },
  port: {
    variable: 'PORT',
    fallback: '4000',
    say: 'Port that the API listens on; 0 takes a free one',
    read: integer(0, 65_535),
  },
  publicUrl: {
    variable: 'ONYX_PUBLIC_URL',
    fallback: null,
    say: 'Where customers of partners reach this server, such as `https://esim.example.com`, for the links under which they install eSIMs; the address that it listens on where it is not set',
    read: publicUrl,
  },
  explorer: {
    variable: 'ONYX_EXPLORER',
    fallback: 'on',
    say: 'Whether the explorer for sandbox credentials is served at `/`: on or off',
    read: onOrOff,
  },
  trustedProxies: {
    variable: 'ONYX_TRUSTED_PROXIES',
    fallback: null,
    say: 'Proxies whose `X-Forwarded-For` is believed: addresses or CIDR ranges with commas between',
    read: addressRanges,
  },
  dataDir: {
    variable: 'ONYX_DATA_DIR',
    fallback: '.onyx',
    say: 'Folder of the embedded PostgreSQL, the generated keys and `quickstart.json`',
    read: (value: string): string => resolve(value),
  },
  databaseUrl: {
    variable: 'DATABASE_URL',
    fallback: null,
    say: 'PostgreSQL to use in place of the embedded one; encrypted with `?sslmode=verify-full`, `verify-ca` or `require`',
    secret: true,
    read: databaseUrl,
  },
  databasePoolMax: {
    variable: 'ONYX_DATABASE_POOL_MAX',
    fallback: '10',
    say: 'Connections that one process keeps to the database',
    read: integer(2, 200),
  },
  keys: {
    variable: 'ONYX_KEYS',
    fallback: null,
    say: 'Key ring, `id:base64` with commas between, newest first; with the embedded database made in the data folder where it is not set',
    secret: true,
    read: keys,
  },
  secretScanningKeys: {
    variable: 'ONYX_SECRET_SCANNING_KEYS',
    fallback: null,
    say: 'Public keys of secret scanners, a JSON object of PEM texts by identifier; where it is set, batches of `/exposed-credentials` must be signed',
    read: publicKeys,
  },
  credential: {
    variable: 'ONYX_CREDENTIAL',
    fallback: null,
    say: 'Sandbox credential with which `onyx listen --url` asks a server',
    secret: true,
    read: text(/^[\x21-\x7e]{1,200}$/, 'a credential'),
  },
  logLevel: {
    variable: 'ONYX_LOG_LEVEL',
    fallback: 'info',
    say: 'Least severe level that is logged: debug, info, warn, error, fatal or silent',
    read: logLevel,
  },
  operatorName: {
    variable: 'ONYX_OPERATOR_NAME',
    fallback: 'Onyx',
    say: 'Who issues invoices',
    read: text(/^[^\p{Cc}]{1,100}$/u, '1 to 100 characters'),
  },
  operatorAddress: {
    variable: 'ONYX_OPERATOR_ADDRESS',
    fallback: null,
    say: 'Postal address of who issues invoices: at most 6 lines with `;` between',
    read: addressLines,
  },
  sandboxProvisioningMs: {
    variable: 'ONYX_SANDBOX_PROVISIONING_MS',
    fallback: '1500',
    say: 'Milliseconds that the sandbox carrier takes to prepare an eSIM',
    read: integer(0, 600_000),
  },
  sandboxSlowMs: {
    variable: 'ONYX_SANDBOX_SLOW_MS',
    fallback: '30000',
    say: 'Milliseconds that the answer about a slow package of the sandbox takes',
    read: integer(0, 600_000),
  },
  workerConcurrency: {
    variable: 'ONYX_WORKER_CONCURRENCY',
    fallback: '8',
    say: 'Background jobs that one worker runs at a time',
    read: integer(1, 100),
  },
  carrierToken: {
    variable: 'ONYX_CARRIER_TOKEN',
    fallback: null,
    say: 'Bearer token with which carriers report usage at `/carrier/usage-reports`, 32 characters or more; without it there is no such path',
    secret: true,
    read: text(/^[\x21-\x7e]{32,200}$/, '32 to 200 printable characters'),
  },
  webhookLoopback: {
    variable: 'ONYX_WEBHOOK_LOOPBACK',
    fallback: null,
    say: 'Whether webhooks of sandbox organisations may go to `http` on this machine: on or off; where it is not set, on with the embedded PostgreSQL, and off with a `DATABASE_URL`',
    read: onOrOff,
  },
  ...ES2_SETTINGS,
  bodyBytesMax: {
    variable: 'ONYX_BODY_BYTES_MAX',
    fallback: '262144',
    say: 'Largest request body in bytes',
    read: integer(1_024, 10_485_760),
  },
  costMax: {
    variable: 'ONYX_OPERATION_COST_MAX',
    fallback: '5000',
    say: 'Largest cost of one operation in points',
    read: integer(100, 1_000_000),
  },
  credentialPoints: {
    variable: 'ONYX_CREDENTIAL_POINTS',
    fallback: '2000',
    say: 'Cost points a second that one credential may spend, ten seconds of them at once',
    read: integer(1, 10_000_000),
  },
  organisationPoints: {
    variable: 'ONYX_ORGANISATION_POINTS',
    fallback: '4000',
    say: 'Cost points a second that one organisation may spend in one mode, ten seconds of them at once',
    read: integer(1, 10_000_000),
  },
  authenticationAttemptsMax: {
    variable: 'ONYX_AUTHENTICATION_ATTEMPTS_MAX',
    fallback: '60',
    say: 'Failed attempts to authenticate that one address may make in a minute',
    read: integer(1, 1_000_000),
  },
  redisUrl: {
    variable: 'REDIS_URL',
    fallback: null,
    say: 'Redis in which all API processes keep these limits together; without it each keeps its own',
    secret: true,
    read: text(/^rediss?:\/\/.+/, 'a redis:// URL'),
  },
  drainMs: {
    variable: 'ONYX_DRAIN_MS',
    fallback: '5000',
    say: 'Milliseconds that requests in flight get to end when the server stops',
    read: integer(0, 600_000),
  },
} as const satisfies Record<string, Setting<unknown>>;

type Settings = typeof SETTINGS;

type SettingValues = {
  readonly [Name in keyof Settings]: Settings[Name]['fallback'] extends null
    ? ReturnType<Settings[Name]['read']> | null
    : ReturnType<Settings[Name]['read']>;
};

/**
 * The settings as read. A setting without a fallback is null where its variable is not set, but for loopback: whoever
 * runs on the embedded PostgreSQL tries the product out, and has their receiver beside it.
 */
export type Config = Omit<SettingValues, 'webhookLoopback'> & { readonly webhookLoopback: boolean };

/** The one reader of the environment. Refuses: BAD_USER_INPUT naming the variable and its bound, never its value. */
export const readConfig = (environment: Readonly<Record<string, string | undefined>> = process.env): Config => {
  const read = ([name, setting]: [string, Setting<unknown>]) => {
    const given = environment[setting.variable] || setting.fallback;
    return [name, given === null ? null : setting.read(given, setting.variable)];
  };
  const values = Object.fromEntries(Object.entries<Setting<unknown>>(SETTINGS).map(read)) as SettingValues; // made from the table above
  return { ...values, webhookLoopback: values.webhookLoopback ?? values.databaseUrl === null };
};

/** Who issues invoices. */
export const issuerOf = ({ operatorName, operatorAddress }: Pick<Config, 'operatorName' | 'operatorAddress'>) => ({
  name: operatorName,
  address: operatorAddress ?? [],
});
