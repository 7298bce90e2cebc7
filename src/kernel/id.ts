import { typeidUnboxed } from 'typeid-js';

/** Each thing's id prefix. Ids are TypeIDs: prefix, underscore, 26 characters of base32 UUIDv7, so they sort by time. */
export const ID_PREFIXES = {
  organisation: 'org',
  credential: 'crd',
  catalogueVersion: 'cat',
  order: 'ord',
  event: 'evt',
  activity: 'act',
  account: 'acc',
  entry: 'ent',
  request: 'req',
  recordedRequest: 'rqs',
  key: 'key',
  exposure: 'exp',
  webhookEndpoint: 'whe',
  webhookSecret: 'whs',
  delivery: 'dlv',
  replay: 'rpl',
  refund: 'rfd',
  invoice: 'inv',
  dispute: 'dsp',
  installLink: 'inl',
  worker: 'wrk',
} as const;

export type IdKind = keyof typeof ID_PREFIXES;

export const newId = (kind: IdKind): string => typeidUnboxed(ID_PREFIXES[kind]);

/** A number from 0 to below 1 that nobody has to be unable to guess: it spreads what would come all at once. */
export const randomShare = (): number => Math.random();
