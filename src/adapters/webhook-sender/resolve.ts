import { Resolver } from 'node:dns/promises';

/** Every address of a host name; none, or an error, where nobody knows one. */
export type Resolve = (hostname: string) => Promise<readonly string[]>;

/** Two questions, the second one waiting twice as long, end before the time for a connection does. */
const QUESTION_MS = 1_500;

/**
 * Asks the name servers and not the operating system: its answers come from four threads of the whole process, and a
 * partner whose name server is silent would hold them for seconds. `localhost` is nobody's to answer (RFC 6761 section 6.3).
 */
export const askNameServers: Resolve = async (hostname) => {
  if (hostname === 'localhost' || hostname.endsWith('.localhost')) return ['127.0.0.1', '::1'];
  const resolver = new Resolver({ timeout: QUESTION_MS, tries: 2 });
  const answers = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)]);
  return answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
};
