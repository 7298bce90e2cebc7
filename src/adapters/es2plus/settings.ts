import { resolve } from 'node:path';
import { badInput } from '../../kernel/fault.ts';
import { type Setting, serverUrl, text } from '../../kernel/setting.ts';
import type { EsimStep } from '../../use-cases/advance-esim.ts';

const file = (value: string): string => resolve(value);

const objectOf = (value: string): object => {
  try {
    return Object(JSON.parse(value));
  } catch {
    return {};
  }
};

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** `{ "package id or *": "profile type" }`. */
const profileTypes = (value: string, variable: string): ReadonlyMap<string, string> => {
  const entries: readonly (readonly [string, unknown])[] = Object.entries(objectOf(value));
  const types = entries.filter((entry): entry is readonly [string, string] => isText(entry[1]));
  if (types.length === 0 || types.length < entries.length) {
    throw badInput({ field: variable, bound: 'a JSON object of profile types by package id, or by * for all others' });
  }
  return new Map(types);
};

const STEPS: readonly EsimStep[] = ['downloaded', 'installed', 'expired', 'failed'];

/** `101:installed,102:expired`: points above those of the specification. */
const notificationPoints = (value: string, variable: string): ReadonlyMap<number, EsimStep> =>
  new Map(
    value.split(',').map((item) => {
      const [, point, word] = /^(\d{1,4}):([a-z]+)$/.exec(item.trim()) ?? [];
      const step = STEPS.find((one) => one === word);
      if (step === undefined || Number(point) <= 4) {
        throw badInput({
          field: variable,
          bound: `number:step with commas between, from 5, steps ${STEPS.join(', ')}`,
        });
      }
      return [Number(point), step] as const;
    }),
  );

/** The settings of the SM-DP+ that live orders go to. */
export const ES2_SETTINGS = {
  es2Url: {
    variable: 'ONYX_ES2_URL',
    fallback: null,
    say: 'SM-DP+ that prepares the eSIMs of live orders (GSMA SGP.22, ES2+); without it each live order waits for a review',
    read: serverUrl,
  },
  es2Requester: {
    variable: 'ONYX_ES2_REQUESTER',
    fallback: null,
    say: 'Who we are to the SM-DP+: the `functionRequesterIdentifier` agreed with it',
    read: text(/^[\x21-\x7e]{1,128}$/, '1 to 128 printable characters'),
  },
  es2Certificate: {
    variable: 'ONYX_ES2_CERTIFICATE',
    fallback: null,
    say: 'File of our certificate to the SM-DP+ (PEM)',
    read: file,
  },
  es2Key: {
    variable: 'ONYX_ES2_KEY',
    fallback: null,
    say: 'File of the key of that certificate (PEM)',
    read: file,
  },
  es2Ca: {
    variable: 'ONYX_ES2_CA',
    fallback: null,
    say: 'File of the authorities that the SM-DP+ may have its certificate from (PEM), in place of those of the system',
    read: file,
  },
  es2SmdpAddress: {
    variable: 'ONYX_ES2_SMDP_ADDRESS',
    fallback: null,
    say: 'SM-DP+ address of activation codes where the SM-DP+ names none',
    read: text(/^[0-9A-Za-z]([0-9A-Za-z.-]{0,253}[0-9A-Za-z])?$/, 'a host name'),
  },
  es2ProfileTypes: {
    variable: 'ONYX_ES2_PROFILE_TYPES',
    fallback: null,
    say: 'Profile types of the SM-DP+, a JSON object by package id, `*` for all others; without one the package id is sent',
    read: profileTypes,
  },
  es2NotificationToken: {
    variable: 'ONYX_ES2_NOTIFICATION_TOKEN',
    fallback: null,
    say: 'Bearer token with which the SM-DP+ tells of downloads at `/gsma/rsp2/es2plus/handleDownloadProgressInfo`, 32 characters or more; without it there is no such path',
    secret: true,
    read: text(/^[\x21-\x7e]{32,200}$/, '32 to 200 printable characters'),
  },
  es2NotificationPoints: {
    variable: 'ONYX_ES2_NOTIFICATION_POINTS',
    fallback: null,
    say: 'What notification points above 4 mean, such as `101:installed`; the others are noted in the log',
    read: notificationPoints,
  },
} as const satisfies Record<string, Setting<unknown>>;
