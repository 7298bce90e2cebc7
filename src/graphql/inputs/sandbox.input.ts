import { IsInt, Matches, Max, Min } from 'class-validator';
import { ArgsType, Field, ID, Int } from 'type-graphql';
import { badInput } from '../../kernel/fault.ts';
import { CURRENCY_DECIMALS, type Currency, formatMinor, type Money, parseMoney } from '../../kernel/money.ts';
import type { EsimStep } from '../../use-cases/advance-esim.ts';
import { registerWords } from '../enums.ts';
import { Decimal } from '../scalars.ts';

const ESIM_STEPS = ['downloaded', 'installed', 'expired', 'failed'] as const satisfies readonly EsimStep[];

const EsimStepEnum = registerWords('SandboxEsimStep', 'Where an eSIM of the sandbox can be taken.', ESIM_STEPS, {
  downloaded: 'A device has fetched it.',
  installed: 'It is installed on a device; its validity begins.',
  expired: 'Its validity is over.',
  failed: 'It cannot be used.',
});

const OUTCOMES = ['ready', 'failed'] as const;

export type SandboxOutcome = (typeof OUTCOMES)[number];

const OutcomeEnum = registerWords('SandboxOutcome', 'How an order that waits for a review ends.', OUTCOMES, {
  ready: 'It becomes ESIM_READY, and its price is captured.',
  failed: 'It becomes FAILED with NOT_PREPARED, and its price is released.',
});

const FUNDED_UNITS_MAX = 100_000n;

/** An amount that a sandbox wallet is funded with. Refuses: BAD_USER_INPUT. */
export const toFunding = (amount: string, currency: Currency): Money => {
  const funding = parseMoney(amount, currency);
  const most = FUNDED_UNITS_MAX * 10n ** BigInt(CURRENCY_DECIMALS[currency]);
  if (funding.minor <= 0n || funding.minor > most) {
    throw badInput({ field: 'amount', bound: `more than 0 and at most ${formatMinor(most, currency)}` });
  }
  return funding;
};

@ArgsType()
export class SandboxFundArgs {
  @Field(() => Decimal, {
    description: 'How much: more than 0 and at most 100000.',
  })
  amount!: string;

  @Field(() => String, {
    nullable: true,
    description: "The wallet's currency as an ISO 4217 code; the organisation's own where it is left out.",
  })
  currency?: string | null;
}

const ICCID = 'Its ICCID, 19 or 20 digits; spaces, hyphens and a filler F at the end are taken away.';

@ArgsType()
export class SandboxMonthArgs {
  @Field(() => String, {
    nullable: true,
    description: "The wallet's currency as an ISO 4217 code; the organisation's own where it is left out.",
  })
  currency?: string | null;
}

@ArgsType()
export class SandboxEsimArgs {
  @Field(() => ID, { description: ICCID })
  iccid!: string;

  @Field(() => EsimStepEnum, { description: 'Where it is taken.' })
  to!: EsimStep;
}

const MB_MAX = 2_147_483_647;

@ArgsType()
export class SandboxUsageArgs {
  @Field(() => ID, { description: ICCID })
  iccid!: string;

  @IsInt({ message: `0 to ${MB_MAX}` })
  @Min(0, { message: `0 to ${MB_MAX}` })
  @Max(MB_MAX, { message: `0 to ${MB_MAX}` })
  @Field(() => Int, { description: 'All that was used since its installation, in megabytes; 0 or more.' })
  dataMbUsed!: number;
}

@ArgsType()
export class SandboxSettleArgs {
  @Matches(/^ord_[0-9a-z]{26}$/, { message: 'an order id, ord_ and 26 characters' })
  @Field(() => ID, { description: 'The order, `ord_…`.' })
  id!: string;

  @Field(() => OutcomeEnum, { description: 'How it ends.' })
  outcome!: SandboxOutcome;
}

@ArgsType()
export class SandboxClockArgs {
  @Field(() => Int, { description: 'How far ahead, 1 second to 400 days (34560000).' })
  seconds!: number;
}
