import { LEDGER_CHECKS, type LedgerCheck, type LedgerProof, proveLedger } from '../../views/ledger-proof.ts';
import { command } from '../command.ts';
import { counted, facts } from '../layout.ts';
import type { Paint } from '../output.ts';
import { getOrganisation, ORGANISATION_NAME_MAX } from '../owner.ts';
import { optional } from '../parameters.ts';
import { boundedText } from '../read-value.ts';

const checkLines = (proof: LedgerProof, paint: Paint): readonly string[] =>
  (Object.keys(LEDGER_CHECKS) as LedgerCheck[]).map((check) => {
    const isBroken = proof.offenders.some((offender) => offender.check === check);
    return `${isBroken ? paint('red', 'FAIL') : paint('green', 'ok  ')}  ${LEDGER_CHECKS[check]}`;
  }); // the table's own keys

const lines = (proof: LedgerProof, paint: Paint): readonly string[] => {
  const { offenders, offenderCount, ...counts } = proof;
  return [
    ...checkLines(proof, paint),
    '',
    ...facts([
      ['books', counts.books],
      ['accounts', counts.accounts],
      ['entries', counts.entries],
      ['postings', counts.postings],
      ['orders', counts.orders],
      ['open orders', counts.openOrders],
      ['holds', counts.holds],
    ]),
    '',
    ...(offenderCount === 0
      ? ['The books are right.']
      : [
          `${counted(offenderCount, 'thing does', 'things do')} not fit (amounts in minor units):`,
          ...offenders.map(({ check, subject, found }) => `  ${check}  ${subject}: ${found}`),
          ...(offenderCount > offenders.length ? [`  and ${offenderCount - offenders.length} more`] : []),
        ]),
  ];
};

export const ledgerVerify = command({
  name: 'ledger verify',
  say: 'prove that every entry balances, every balance is its postings and every open order has one hold',
  parameters: {
    organisation: optional(
      '--organisation <id-or-name>',
      "one organisation's books; all where it is left out",
      boundedText(ORGANISATION_NAME_MAX),
    ),
  },
  run: async (context, named) => {
    const { house } = await context.openHouse();
    const one = named.organisation === null ? null : await getOrganisation(house, named.organisation);
    const proof = await context.telling('Adding up the books', proveLedger(house, one?.id ?? null));
    return {
      json: { proven: proof.offenderCount === 0, ...proof },
      text: (paint) => lines(proof, paint),
      isFailure: proof.offenderCount > 0,
    };
  },
});
