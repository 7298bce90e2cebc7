import { createHash, createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type LedgerProof, verifyLedgerProof } from '../src/client/index.ts';
import { CURRENCY_DECIMALS } from '../src/kernel/money.ts';

const page = readFileSync(new URL('../docs/ledger-proof.md', import.meta.url), 'utf8');

const blocks = (language: string): readonly string[] =>
  [...page.matchAll(new RegExp(`^\`\`\`${language} test=docs-ledger-proof\\n([\\s\\S]*?)\\n\`\`\`$`, 'gm'))].map(
    ([, text = '']) => text,
  );

const [json = '{}'] = blocks('json');
const proof: LedgerProof = JSON.parse(json);
const { keyId, publicKey, hash } = proof.checkpoint;

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

test('the example is proven by the client', async () => {
  expect(await verifyLedgerProof(proof, { publicKeys: [{ keyId, publicKey }] })).toEqual({
    entry: proof.entry,
    checkpoint: proof.checkpoint,
  });
});

test('the lines of the example have the digest that is told, and those that are signed the signature', () => {
  const [entry = '', checkpoint = ''] = blocks('text');
  expect(page).toContain(`its digest, \`${sha256(entry)}\``);
  const x = Buffer.from(publicKey, 'base64').toString('base64url');
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  expect(verify(null, Buffer.from(checkpoint), key, Buffer.from(proof.checkpoint.signature, 'base64'))).toBe(true);
});

test('the program proves the example, and not one that was changed', () => {
  const program = blocks('js')[0]?.replace(/^import.*$/m, '') ?? '';
  const isProven: (of: LedgerProof, pinned: Readonly<Record<string, string>>) => boolean = new Function(
    'createHash',
    'createPublicKey',
    'verify',
    `${program}; return isProven;`,
  )(createHash, createPublicKey, verify);
  const pinned = { [keyId]: publicKey };
  expect(isProven(proof, pinned)).toBe(true);
  const { entry, checkpoint } = proof;
  expect(isProven({ ...proof, entry: { ...entry, description: 'Payment' } }, pinned)).toBe(false);
  expect(isProven({ ...proof, digests: [hash] }, pinned)).toBe(false);
  expect(isProven({ ...proof, checkpoint: { ...checkpoint, signedAt: '2026-11-24T10:00:00.001Z' } }, pinned)).toBe(
    false,
  );
});

test('the currencies whose decimals are not two are those of the server', () => {
  const of = (decimals: number): readonly string[] =>
    Object.entries(CURRENCY_DECIMALS).flatMap(([currency, has]) => (has === decimals ? [currency] : []));
  const [none, three] = [of(0), of(3)].map((list) => `${list.slice(0, -1).join(', ')} and ${list.at(-1)}`);
  expect(page).toContain(`${none} have no decimals, ${three} three, the others two`);
});
