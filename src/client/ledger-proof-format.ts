import type { LedgerProofQuery } from './generated/graphql.ts';
import { LedgerProofError } from './ledger-proof-error.ts';

/** A proof as `ledgerProof` answers it. */
export type LedgerProof = LedgerProofQuery['ledgerProof'];

type Entry = LedgerProof['entry'];
type Checkpoint = LedgerProof['checkpoint'];

export type Bytes = Uint8Array<ArrayBuffer>;

/** Decimals of the minor unit (ISO 4217) where they are not two. */
const DECIMALS: Readonly<Record<string, number>> = { BHD: 3, JPY: 0, KRW: 0, KWD: 3, OMR: 3, TND: 3 };

/** More than a proof has. */
const DIGESTS_MAX = 255;

const HASH = /^[0-9a-f]{64}$/;
const WORD = /^[A-Z_]+$/;
const LONE_SURROGATE = /\p{Cs}/u;

/** Gives what holds, and refuses the proof where it does not. */
const held = <Value>(value: Value, holds: boolean): Value => {
  if (!holds) throw new LedgerProofError('malformed');
  return value;
};

/** A text of one line, as UTF-8 can have it: two proofs never say the same with other characters. */
const line = (text: unknown): string =>
  typeof text === 'string' && text !== '' && !text.includes('\n') && !LONE_SURROGATE.test(text)
    ? text
    : held('', false);

const lineOrNone = (text: unknown): string => (text === null ? '' : line(text));

/** A word of the schema as the ledger writes it. */
const word = (text: unknown): string => held(line(text), WORD.test(line(text))).toLowerCase();

const moment = (text: unknown): string => {
  const at = new Date(line(text));
  return held(line(text), !Number.isNaN(at.getTime()) && at.toISOString() === text);
};

const numbered = (sequence: unknown): number => {
  const number = Number(sequence);
  return held(number, number === sequence && Number.isSafeInteger(number) && number > 0);
};

/** Minor units of an amount that has exactly the decimals of its currency. */
const minorOf = (amount: Entry['amount'], currency: string): bigint => {
  const decimals = DECIMALS[currency] ?? 2;
  const text = line(amount.amount);
  const [, sign, whole = '', fraction = ''] = /^(-?)(0|[1-9]\d*)(?:\.(\d+))?$/.exec(text) ?? [];
  held(text, amount.currency === currency && whole !== '' && fraction.length === decimals);
  const minor = BigInt(whole + fraction);
  held(text, minor > 0n || sign === '');
  return sign === '-' ? -minor : minor;
};

/** The bytes of a hash in hexadecimal. Refuses: malformed. */
export const bytesOfHash = (hash: unknown): Bytes => {
  const text = held(line(hash), HASH.test(line(hash)));
  return Uint8Array.from(text.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
};

/** Bytes as `ledgerProof` writes a hash. */
export const hexOf = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** The bytes of a base64 text, where it has this many and could not be written otherwise; null where not. */
export const bytesOfBase64 = (text: unknown, length: number): Bytes | null => {
  if (typeof text !== 'string' || !/^[A-Za-z0-9+/]+={0,2}$/.test(text) || text.length % 4 !== 0) return null;
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  return bytes.length === length && btoa(String.fromCharCode(...bytes)) === text ? bytes : null;
};

const encode = (lines: readonly unknown[]): Bytes => new TextEncoder().encode(lines.join('\n'));

/** What the digest of an entry is made of. Refuses: malformed. */
export const entryBytes = (entry: Entry, { organisationId, mode, currency }: Checkpoint): Bytes => {
  const { description } = entry;
  return encode([
    'onyx-ledger-entry-v1',
    line(organisationId),
    word(mode),
    line(currency),
    numbered(entry.sequence),
    line(entry.id),
    word(entry.type),
    minorOf(entry.amount, currency),
    lineOrNone(entry.orderId),
    lineOrNone(entry.invoiceId),
    lineOrNone(entry.paymentReference),
    minorOf(entry.availableAfter, currency),
    minorOf(entry.reservedAfter, currency),
    moment(entry.createdAt),
    held(description, typeof description === 'string' && !LONE_SURROGATE.test(description)),
  ]);
};

/** What a checkpoint's signature is over. Refuses: malformed. */
export const checkpointBytes = (checkpoint: Checkpoint): Bytes =>
  encode([
    'onyx-ledger-checkpoint-v1',
    line(checkpoint.organisationId),
    word(checkpoint.mode),
    line(checkpoint.currency),
    numbered(checkpoint.sequence),
    hexOf(bytesOfHash(checkpoint.hash)),
    moment(checkpoint.signedAt),
  ]);

/** The digests of a proof. Refuses: malformed, also for more than a proof has. */
export const digestsOf = ({ digests }: LedgerProof): readonly Bytes[] =>
  held(digests, Array.isArray(digests) && digests.length <= DIGESTS_MAX).map(bytesOfHash);
