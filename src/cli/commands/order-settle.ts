import { FAILURE_REASONS, getOrder, type OrderState } from '../../domains/orders/index.ts';
import { badInput } from '../../kernel/fault.ts';
import { isIccid, luhnDigit } from '../../kernel/iccid.ts';
import { settleByHand } from '../../use-cases/settle-by-hand.ts';
import { readActivationCode } from '../activation-code.ts';
import { command } from '../command.ts';
import { findOrderName, orderParameters } from '../order-name.ts';
import { flag, optional } from '../parameters.ts';
import { filePath, oneOf, type Reader } from '../read-value.ts';

const FAILED_BY_HAND = FAILURE_REASONS.filter((reason) => reason !== 'CANCELLED');

/** An ICCID whose check digit is right: one that is written down here is easily mistyped. */
const iccid: Reader<string> = (text, field) => {
  if (!isIccid(text) || luhnDigit(text.slice(0, -1)) !== text.slice(-1)) {
    throw badInput({ field, bound: 'an ICCID of 19 or 20 digits with a right check digit' });
  }
  return text;
};

interface Wanted {
  readonly isReady: boolean;
  readonly isFailed: boolean;
  readonly iccid: string | null;
  readonly activation: string | null;
  readonly reason: (typeof FAILED_BY_HAND)[number] | null;
}

/** Ready needs what the carrier gave, failed needs a reason, and neither takes what is the other's. */
const readOutcome = async ({ isReady, isFailed, iccid: number, activation, reason }: Wanted) => {
  if (isReady && !isFailed && number !== null && activation !== null && reason === null) {
    return { kind: 'ready', iccid: number, activation: await readActivationCode(activation) } as const;
  }
  if (isFailed && !isReady && number === null && activation === null && reason !== null) {
    return { kind: 'failed', reason } as const;
  }
  throw badInput({
    field: '--ready, --failed',
    bound: 'one of the two: --ready with --iccid and --activation, or --failed with --reason',
  });
};

const notesOf = (status: OrderState, found: 'ready' | 'failed'): readonly string[] => {
  if (status !== 'failed') return [];
  return found === 'ready'
    ? ['Its partner had cancelled it meanwhile: the price is released, and the carrier takes the eSIM back.']
    : ['The carrier is not asked about it any more: what it prepares later stays unused.'];
};

export const orderSettle = command({
  name: 'order settle',
  say: 'settle an order that waits for a check by hand: its eSIM was prepared, or none was',
  parameters: {
    ...orderParameters,
    isReady: flag('--ready', 'the carrier prepared the eSIM: its price is captured'),
    iccid: optional('--iccid <iccid>', 'with --ready: the ICCID that the carrier gave', iccid),
    activation: optional(
      '--activation <file>',
      'with --ready: a file that holds the activation code, LPA:1$…; - reads the standard input. It is a secret',
      filePath,
    ),
    isFailed: flag('--failed', 'no eSIM was prepared: its price is released'),
    reason: optional('--reason <code>', `with --failed: why, ${FAILED_BY_HAND.join(', ')}`, oneOf(FAILED_BY_HAND)),
  },
  run: async (context, { order, organisation, mode, ...wanted }) => {
    const outcome = await readOutcome(wanted);
    const { house } = await context.openHouse();
    const { owner, name } = await findOrderName(house, { order, organisation, mode });
    const { id: orderId } = await getOrder(house.database.tables(), owner, name);
    const { status, statusReason } = await settleByHand(house, context.call(owner), { orderId, outcome });
    return {
      json: { orderId, ...owner, status, statusReason },
      text: () => [`Order ${orderId} is ${[status, statusReason].filter(Boolean).join(', ')}.`],
      notes: notesOf(status, outcome.kind),
    };
  },
});
