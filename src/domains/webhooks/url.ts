import { isIP } from 'node:net';
import type { Mode } from '../../kernel/actor.ts';
import { reachOf } from '../../kernel/address.ts';
import { badInput } from '../../kernel/fault.ts';

const URL_LENGTH_MAX = 2_048;

interface UrlRules {
  readonly mode: Mode;
  /** The operator's setting; it concerns the sandbox alone. */
  readonly isLoopbackAllowed: boolean;
  /** What a refusal names. */
  readonly field?: string;
}

/** What the parser would take out or encode in silence. */
const UNWRITTEN = /[\s\p{Cc}]/u;

/** Names that lead nowhere but to the machine or the network that asks (RFC 6761, RFC 6762, ICANN resolution 2024.07.29.06). */
const LOCAL_NAMES = /(?:^|\.)(?:localhost|local|internal)$/;

/** The parser has written every spelling of an address in the one form, IPv6 in brackets; a name may end in a full stop. */
const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');

const isLoopback = (host: string): boolean =>
  isIP(host) === 0 ? /(?:^|\.)localhost$/.test(host) : reachOf(host) === 'loopback';

const isPublic = (host: string): boolean => (isIP(host) === 0 ? !LOCAL_NAMES.test(host) : reachOf(host) === 'public');

/** For whoever has a receiver beside the sandbox, and would not guess that there are two ways. */
const LOCAL_WAYS =
  "an https URL whose host is public: a sandbox's receiver on the server's own machine is taken where the operator sets ONYX_WEBHOOK_LOOPBACK to on; `onyx listen --forward-to` reaches one on yours without an endpoint";

const isWeb = ({ protocol }: URL): boolean => protocol === 'https:' || protocol === 'http:';

const brokenBound = (text: string, mode: Mode, isLoopbackAllowed: boolean): string | null => {
  if (text.length > URL_LENGTH_MAX) return `at most ${URL_LENGTH_MAX} characters`;
  const url = UNWRITTEN.test(text) ? null : URL.parse(text);
  if (url === null) return 'an absolute URL';
  if (url.username !== '' || url.password !== '') return 'a URL without user name and password';
  if (text.includes('#')) return 'a URL without a fragment';
  const isLocal = mode === 'sandbox' && isWeb(url) && isLoopback(hostOf(url));
  if (isLocal && !isLoopbackAllowed) return LOCAL_WAYS;
  if (url.protocol !== 'https:' && !isLocal) return 'an https URL';
  if (url.port === '0') return 'a URL with a port that can be connected to';
  return isLocal || isPublic(hostOf(url)) ? null : 'a URL whose host is public';
};

/**
 * Lets pass where deliveries may be sent to: an absolute https URL of at most 2,048 characters with a public host,
 * without user information or fragment; in the sandbox, where the operator allows loopback, also a loopback host with
 * http or https. What a name leads to is judged when it is connected to. Refuses: BAD_USER_INPUT.
 */
export const checkWebhookUrl = (url: string, { mode, isLoopbackAllowed, field = 'url' }: UrlRules): void => {
  const bound = brokenBound(url, mode, isLoopbackAllowed);
  if (bound !== null) throw badInput({ field, bound });
};
