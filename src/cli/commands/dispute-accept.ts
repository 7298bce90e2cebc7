import { type Currency, parseMoney } from '../../kernel/money.ts';
import { REMARK_MAX } from '../../kernel/remark.ts';
import { acceptDispute } from '../../use-cases/accept-dispute.ts';
import { getDisputeOwner } from '../../views/disputes.ts';
import { command } from '../command.ts';
import { dispute, reportDispute } from '../dispute-report.ts';
import { optional } from '../parameters.ts';
import { boundedText, decimal } from '../read-value.ts';

export const disputeAccept = command({
  name: 'dispute accept',
  say: 'accept a dispute and give back what its lines took, or a part of it',
  parameters: {
    dispute,
    credit: optional('--credit <amount>', 'what is given back; all that is disputed where it is left out', decimal),
    answer: optional('--answer <text>', 'what the partner reads', boundedText(REMARK_MAX)),
  },
  run: async (context, { dispute: disputeId, credit, answer }) => {
    const { house } = await context.openHouse();
    const { owner, currency } = await getDisputeOwner(house, disputeId);
    const code = currency as Currency; // checked when the wallet was opened
    const creditMinor = credit === null ? null : parseMoney(credit, code, '--credit').minor;
    return reportDispute(await acceptDispute(house, context.call(owner), { disputeId, creditMinor, answer }));
  },
});
