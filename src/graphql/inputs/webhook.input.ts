import {
  ArrayMaxSize,
  ArrayMinSize,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { ArgsType, Field, ID, InputType, Int } from 'type-graphql';
import {
  EVENT_PATTERNS_MAX,
  FORBIDDEN_SCOPE,
  SECRET_OVERLAP_HOURS_DEFAULT,
  SECRET_OVERLAP_HOURS_MAX,
  type Signature,
} from '../../domains/webhooks/index.ts';
import { badInput } from '../../kernel/fault.ts';
import { ALL_SCOPES, type Scope } from '../../kernel/scopes.ts';
import { SignatureEnum } from '../webhook-enums.ts';
import { BoundedText } from './bounded-text.ts';

/** Bounds an endpoint's id. */
export const EndpointId = (): PropertyDecorator =>
  Matches(/^whe_[0-9a-z]{26}$/, { message: 'a webhook endpoint id, whe_ and 26 characters' });

const DESCRIPTION_LENGTH_MAX = 200;

const HOURS = { message: `0 to ${SECRET_OVERLAP_HOURS_MAX}` };
const PATTERNS = { message: `1 to ${EVENT_PATTERNS_MAX} of them` };

const GIVABLE = ALL_SCOPES.filter((scope) => scope !== FORBIDDEN_SCOPE);

/** Bounds a list of scopes. Which of them may be given is decided by who calls. */
const ScopeList =
  (): PropertyDecorator =>
  (target, name): void => {
    IsIn(GIVABLE, { each: true, message: `scopes, such as orders:read, but never ${FORBIDDEN_SCOPE}` })(target, name);
    ArrayMaxSize(ALL_SCOPES.length, { message: `at most ${ALL_SCOPES.length} of them` })(target, name);
  };

/** Bounds how many event types an endpoint has. Which of them there are is known to the domain. */
const PatternList =
  (): PropertyDecorator =>
  (target, name): void => {
    ArrayMinSize(1, PATTERNS)(target, name);
    ArrayMaxSize(EVENT_PATTERNS_MAX, PATTERNS)(target, name);
  };

const URL_WORDS =
  'an absolute https URL of at most 2,048 characters with a public host, without user name, password or fragment. In the sandbox also http on the loopback of the server, where its ONYX_WEBHOOK_LOOPBACK is on.';
const PATTERN_WORDS = `event types, areas such as \`order.*\`, or \`*\` for all; 1 to ${EVENT_PATTERNS_MAX} of them.`;
const QUERY_WORDS =
  'one GraphQL fragment on `Event`, at most 8,192 bytes, such as `fragment Payload on Event { order { status } }`';
const SCOPE_WORDS =
  'The calling credential must hold each of them; `activation:read` is never given, for a payload holds no secret.';

@InputType('CreateWebhookEndpointInput', { description: 'Where events are to be sent, and which.' })
export class CreateWebhookEndpointInput {
  @Field(() => String, { description: `Where to send: ${URL_WORDS}` })
  url!: string;

  @IsOptional()
  @BoundedText(DESCRIPTION_LENGTH_MAX)
  @Field(() => String, {
    nullable: true,
    description: `What it is for, in your words: 1 to ${DESCRIPTION_LENGTH_MAX} characters.`,
  })
  description?: string | null;

  @PatternList()
  @Field(() => [String], { description: `What to send: ${PATTERN_WORDS}` })
  eventTypes!: string[];

  @Field(() => SignatureEnum, { defaultValue: 'hmac', description: 'How deliveries are signed, for good.' })
  signature!: Signature;

  @Field(() => String, {
    nullable: true,
    description: `What shapes the payloads: ${QUERY_WORDS}. Null gives the standard payload; \`webhookDryRun\` shows what one gives.`,
  })
  query?: string | null;

  @ScopeList()
  @Field(() => [String], {
    defaultValue: [],
    description: `The scopes that \`query\` is resolved with, beside \`events:replay\` for the event itself. ${SCOPE_WORDS}`,
  })
  scopes!: Scope[];
}

@ArgsType()
export class CreateWebhookEndpointArgs {
  @ValidateNested()
  @Field(() => CreateWebhookEndpointInput, { description: 'The endpoint.' })
  input!: CreateWebhookEndpointInput;
}

@InputType('UpdateWebhookEndpointInput', {
  description: 'What to change of an endpoint: what is left out stays as it is.',
})
export class UpdateWebhookEndpointInput {
  @EndpointId()
  @Field(() => ID, { description: 'The endpoint, `whe_…`.' })
  id!: string;

  @Field(() => String, { nullable: true, description: `Where to send: ${URL_WORDS}` })
  url?: string | null;

  @IsOptional()
  @BoundedText(DESCRIPTION_LENGTH_MAX)
  @Field(() => String, {
    nullable: true,
    description: `What it is for: 1 to ${DESCRIPTION_LENGTH_MAX} characters; null takes the description away.`,
  })
  description?: string | null;

  @IsOptional()
  @PatternList()
  @Field(() => [String], { nullable: true, description: `What to send: ${PATTERN_WORDS}` })
  eventTypes?: string[] | null;

  @Field(() => String, {
    nullable: true,
    description: `What shapes the payloads: ${QUERY_WORDS}; null goes back to the standard payload.`,
  })
  query?: string | null;

  @IsOptional()
  @ScopeList()
  @Field(() => [String], {
    nullable: true,
    description: `The scopes that \`query\` is resolved with. ${SCOPE_WORDS} Whoever changes \`url\` or \`query\` must hold those that it has.`,
  })
  scopes?: Scope[] | null;

  @IsOptional()
  @IsBoolean({ message: 'true or false' })
  @Field(() => Boolean, {
    nullable: true,
    description:
      'False ends what waits for it as failed and sends it nothing more; true sends it the events from now on. What it missed can be replayed.',
  })
  enabled?: boolean | null;
}

/** Refuses: BAD_USER_INPUT where null is given for what an endpoint cannot be without. */
export const refuseNulls = (input: UpdateWebhookEndpointInput): void => {
  const nulls = (['url', 'eventTypes', 'scopes', 'enabled'] as const).filter((name) => input[name] === null);
  if (nulls.length > 0) throw badInput(...nulls.map((name) => ({ field: `input.${name}`, bound: 'not null' })));
};

@ArgsType()
export class UpdateWebhookEndpointArgs {
  @ValidateNested()
  @Field(() => UpdateWebhookEndpointInput, { description: 'The change.' })
  input!: UpdateWebhookEndpointInput;
}

@ArgsType()
export class WebhookEndpointArgs {
  @EndpointId()
  @Field(() => ID, { description: 'The endpoint, `whe_…`.' })
  id!: string;
}

@ArgsType()
export class RotateWebhookSecretArgs extends WebhookEndpointArgs {
  @IsInt({ message: 'a whole number' })
  @Min(0, HOURS)
  @Max(SECRET_OVERLAP_HOURS_MAX, HOURS)
  @Field(() => Int, {
    defaultValue: SECRET_OVERLAP_HOURS_DEFAULT,
    description: `Hours for which the secrets before it go on signing beside it, 0 to ${SECRET_OVERLAP_HOURS_MAX}. With 0 they end at once.`,
  })
  overlapHours!: number;
}

@ArgsType()
export class SendTestEventArgs {
  @EndpointId()
  @Field(() => ID, { description: 'The endpoint, `whe_…`; also one that is disabled.' })
  endpointId!: string;

  @Field(() => Boolean, {
    defaultValue: false,
    description:
      'True signs the request with a secret that you were never given: your endpoint must refuse it with 400, 401 or 403. This is how the launch check WEBHOOK_SIGNATURE_REFUSED is shown.',
  })
  badSignature!: boolean;
}
