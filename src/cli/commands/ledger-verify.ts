import type { WalkedChain } from '../../views/ledger-chain.ts';
import { LEDGER_CHECKS, type LedgerCheck, type LedgerProof, proveLedger } from '../../views/ledger-proof.ts';
import { chainsJson, checkpointNotes, countFindings, findingLines, verifyChains } from '../chain-report.ts';
import { command } from '../command.ts';
import { counted, facts } from '../layout.ts';
import type { Paint } from '../output.ts';
import { getOrganisation, ORGANISATION_NAME_MAX } from '../owner.ts';
import { flag, optional } from '../parameters.ts';
import { boundedText } from '../read-value.ts';

const CHAIN_CHECK =
  'an entry follows the one before it: number, hash and balances; a checkpoint has the hash of its entry';

const verdict = (isBroken: boolean, paint: Paint): string => (isBroken ? paint('red', 'FAIL') : paint('green', 'ok  '));

const checkLines = (proof: LedgerProof, chains: readonly WalkedChain[], paint: Paint): readonly string[] => [
  ...(Object.keys(LEDGER_CHECKS) as LedgerCheck[]).map((check) => {
    const isBroken = proof.offenders.some((offender) => offender.check === check);
    return `${verdict(isBroken, paint)}  ${LEDGER_CHECKS[check]}`;
  }), // the table's own keys
  `${verdict(countFindings(chains) > 0, paint)}  ${CHAIN_CHECK}`,
];

/** What lies before a checkpoint was followed when it was made, and not now. */
const rightLine = (chains: readonly WalkedChain[]): string =>
  chains.some(({ behind }) => behind > 0n)
    ? 'The books are right since their last checkpoints; --full follows them from the first entry.'
    : 'The books are right.';

const lines = (proof: LedgerProof, chains: readonly WalkedChain[], paint: Paint): readonly string[] => {
  const { offenders, offenderCount, ...counts } = proof;
  const wrong = offenderCount + countFindings(chains);
  return [
    ...checkLines(proof, chains, paint),
    '',
    ...facts([
      ['books', counts.books],
      ['accounts', counts.accounts],
      ['entries', counts.entries],
      ['postings', counts.postings],
      ['orders', counts.orders],
      ['open orders', counts.openOrders],
      ['holds', counts.holds],
      ['entries behind the last checkpoints', chains.reduce((sum, { entries }) => sum + entries, 0)],
    ]),
    '',
    ...(wrong === 0
      ? [rightLine(chains)]
      : [
          `${counted(wrong, 'thing does', 'things do')} not fit (amounts in minor units):`,
          ...offenders.map(({ check, subject, found }) => `  ${check}  ${subject}: ${found}`),
          ...(offenderCount > offenders.length ? [`  and ${offenderCount - offenders.length} more`] : []),
          ...findingLines(chains),
        ]),
  ];
};

export const ledgerVerify = command({
  name: 'ledger verify',
  say: 'prove that every entry balances and follows the one before it, every balance is its postings and every open order has one hold',
  parameters: {
    organisation: optional(
      '--organisation <id-or-name>',
      "one organisation's books; all where it is left out",
      boundedText(ORGANISATION_NAME_MAX),
    ),
    isFull: flag('--full', 'follow each chain from its first entry; else from behind its last checkpoint'),
  },
  run: async (context, { organisation, isFull }) => {
    const { house } = await context.openHouse();
    const one = organisation === null ? null : await getOrganisation(house, organisation);
    const organisationId = one?.id ?? null;
    const proof = await context.telling('Adding up the books', proveLedger(house, organisationId));
    const chains = await context.telling(
      'Following the chains of entries',
      verifyChains(context, house, { organisationId, isFull }),
    );
    const isRight = proof.offenderCount + countFindings(chains) === 0;
    return {
      json: { proven: isRight, ...proof, chains: chainsJson(chains) },
      text: (paint) => lines(proof, chains, paint),
      notes: checkpointNotes(chains),
      isFailure: !isRight,
    };
  },
});
