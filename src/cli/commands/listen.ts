import { type LoggedEvent, OnyxClient } from '../../client/index.ts';
import { eventTypesOf } from '../../domains/webhooks/index.ts';
import { newWebhookSecret } from '../../kernel/secret.ts';
import { command } from '../command.ts';
import type { CommandContext } from '../command-context.ts';
import { EventFeed } from '../event-feed.ts';
import { type Forwarded, forwardEvent } from '../forward-event.ts';
import { moment, shown } from '../layout.ts';
import type { Paint } from '../output.ts';
import { optional } from '../parameters.ts';
import { boundedText, httpUrl, list, webhookSecret, wholeNumber } from '../read-value.ts';
import { sandboxAccess } from '../sandbox-access.ts';

const PATTERN_MAX = 64;
const SEQUENCE_MAX = 999_999_999;

/** As wide as the longest type, so that what follows it stands in a column. */
const TYPE_WIDTH = 25;
const ORDER_WIDTH = 20;

const answerOf = ({ status, error, durationMs }: Forwarded, paint: Paint): string => {
  const isTaken = status !== null && status >= 200 && status <= 299;
  return paint(isTaken ? 'green' : 'red', `→ ${status ?? error} in ${durationMs} ms`);
};

const lineOf = (event: LoggedEvent, forwarded: Forwarded | null, paint: Paint): string => {
  const { sequence, occurredAt, type, partnerOrderId } = event;
  return [
    paint('dim', moment(new Date(occurredAt)) ?? ''),
    String(sequence).padStart(6),
    paint('bold', shown(type).padEnd(TYPE_WIDTH)),
    shown(partnerOrderId ?? '–').padEnd(ORDER_WIDTH),
    ...(forwarded === null ? [] : [answerOf(forwarded, paint)]),
  ]
    .join('  ')
    .trimEnd();
};

/** A signal of the command's end, for requests under way. */
const endOf = async ({ lifetime }: CommandContext): Promise<AbortSignal> => {
  const ending = await lifetime.hold(
    async () => new AbortController(),
    async (controller) => controller.abort(),
  );
  return ending.signal;
};

/** Where events are forwarded to, and what they are signed with. A secret of our own making is said once. */
const targetOf = ({ output }: CommandContext, url: string | null, given: string | null) => {
  if (url === null) return null;
  const secret = given ?? newWebhookSecret('hmac').secret;
  if (given === null) output.note(`Signed with the secret ${secret}`);
  return { url, secret };
};

export const listen = command({
  name: 'listen',
  say: "show a sandbox organisation's events as they come, and forward them to a receiver of yours, signed",
  parameters: {
    forwardTo: optional('--forward-to <url>', 'your receiver, such as http://localhost:3000/hook', httpUrl),
    types: optional('--types <list>', 'event types or areas such as order.*', list(boundedText(PATTERN_MAX))),
    since: optional(
      '--since <sequence>',
      'begin behind this place in the log; without it, with what comes next',
      wholeNumber(0, SEQUENCE_MAX),
    ),
    secret: optional('--secret <whsec>', 'what to sign with; without it a new secret is made', webhookSecret),
    url: optional(
      '--url <url>',
      'the API, asked with the credential of ONYX_CREDENTIAL; without both, the one of quickstart.json',
      httpUrl,
    ),
  },
  run: async (context, { forwardTo, types, since, secret, url }) => {
    const { runtime, output, isJson } = context;
    const wanted: ReadonlySet<string> | null = types && new Set(eventTypesOf(types, 'types'));
    const access = await sandboxAccess(runtime, url);
    const signal = await endOf(context);
    const onAway = (isAway: boolean): void =>
      output.note(isAway ? `${access.url} does not answer; asking again until it does` : `${access.url} answers again`);
    const feed = new EventFeed({ client: new OnyxClient({ ...access, retry: false }), signal, onAway });
    const start = since ?? (await feed.end());
    const target = targetOf(context, forwardTo, secret);
    output.note(`Listening to ${access.url} behind ${start}; Ctrl-C ends it`);
    for await (const event of feed.behind(start)) {
      if (wanted !== null && !wanted.has(event.type)) continue;
      const forwarded = target && (await forwardEvent(event, target, signal));
      output.line(isJson ? JSON.stringify({ ...event, forwarded }) : lineOf(event, forwarded, output.paint));
    }
    return context.lifetime.untilSignal();
  },
});
