import { QUICKSTART_ORGANISATION } from './first-start.ts';
import type { Paint } from './output.ts';
import type { Quickstart } from './quickstart.ts';

/** Of one country: the packages for tests cost least, and would be all that is seen. */
const BROWSE =
  '{ packages(filter: { iso2: "JP" }, first: 5, sort: NET_PRICE_ASC) { nodes { packageId displayName netPrice { amount currency } } } }';

const ORDER = 'mutation ($input: CreateOrderInput!) { createOrder(input: $input) { replayed order { id status } } }';

const LOOK_UP =
  '{ order(by: { partnerOrderId: "first-order" }) { status netPrice { amount currency } esim { iccid status } } }';

const PARTNER_ORDER_ID = 'first-order';

/** JSON of ours has no single quote in it, so it can stand between two of them. */
const curl = ({ url, credential }: Quickstart, body: unknown, headers: readonly string[] = []): string =>
  [
    `curl -s ${url}/graphql`,
    ...[`authorization: Bearer ${credential}`, 'content-type: application/json', ...headers].map(
      (one) => `-H '${one}'`,
    ),
    `-d '${JSON.stringify(body)}'`,
  ].join(' \\\n    ');

/** What `onyx start` shows to somebody who wants to place a first order. */
export const quickstartText = (
  quickstart: Quickstart,
  places: { readonly file: string; readonly logFile: string | null; readonly hasExplorer: boolean },
  paint: Paint,
): readonly string[] => {
  const { url, credential, packageId } = quickstart;
  const step = (text: string): string => paint('dim', `  # ${text}`);
  const input = { packageId, partnerOrderId: PARTNER_ORDER_ID };
  const order = curl(quickstart, { query: ORDER, variables: { input } }, [`idempotency-key: ${PARTNER_ORDER_ID}`]);
  return [
    '',
    `${paint('green', 'Onyx is ready')} at ${paint('bold', `${url}/graphql`)}`,
    '',
    `  credential  ${paint('cyan', credential)}`,
    `              of ${QUICKSTART_ORGANISATION}, sandbox, all scopes; also in ${places.file}`,
    ...(places.hasExplorer ? [`  explorer    ${url}/ in a browser, with that credential`] : []),
    ...(places.logFile === null ? [] : [`  log         ${places.logFile}`]),
    '',
    step('browse the catalogue'),
    `  ${curl(quickstart, { query: BROWSE })}`,
    '',
    ...(packageId === null
      ? []
      : [step('order; paste it twice, and the second answer is a replay that charges nothing'), `  ${order}`, '']),
    step('look the order up'),
    `  ${curl(quickstart, { query: LOOK_UP })}`,
    '',
  ];
};
