import { drawName } from './runtime.ts';

/** What earlier answers told, so that nobody has to copy it from one operation into the next. */
export interface Known {
  readonly packageId?: string;
  readonly catalogueVersion?: string;
  readonly netPrice?: unknown;
  readonly partnerOrderId?: string;
  readonly orderId?: string;
  readonly iccid?: string;
  readonly endpointId?: string;
  readonly eventId?: string;
  readonly invoiceId?: string;
  readonly refundId?: string;
  readonly disputeId?: string;
}

type Fact = keyof Known;
type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

/** What an id is the id of, by its prefix. */
const ID_FACTS: readonly (readonly [prefix: string, fact: Fact])[] = [
  ['ord_', 'orderId'],
  ['whe_', 'endpointId'],
  ['evt_', 'eventId'],
  ['inv_', 'invoiceId'],
  ['rfd_', 'refundId'],
  ['dsp_', 'disputeId'],
];

const ofId = (id: unknown): Fields => {
  const [, fact] = ID_FACTS.find(([prefix]) => typeof id === 'string' && id.startsWith(prefix)) ?? [];
  return fact === undefined ? {} : { [fact]: id };
};

/** A package to be sold and not one that is there to fail. */
const ofPackage = ({ packageId, catalogueVersion, netPrice, policyNotes }: Fields): Fields => {
  if (typeof packageId !== 'string' || !isFields(netPrice)) return {};
  if (typeof policyNotes === 'string' && policyNotes.startsWith('For tests')) return {};
  return { packageId, netPrice, ...(typeof catalogueVersion === 'string' && { catalogueVersion }) };
};

const NAMED: readonly Fact[] = ['iccid', 'partnerOrderId', 'orderId', 'endpointId', 'eventId'];

const named = (fields: Fields): Fields =>
  Object.fromEntries(
    NAMED.flatMap((fact) => {
      const value = fields[fact];
      return value === null || value === undefined ? [] : [[fact, value]];
    }),
  );

/** What an answer's data tells. Of a list its first row counts, for the newest stands first or the order was chosen. */
export const factsIn = (data: unknown): Known => {
  if (Array.isArray(data)) return Object.assign({}, ...data.map(factsIn).reverse());
  if (!isFields(data)) return {};
  const inner = Object.values(data).map(factsIn);
  return Object.assign({}, ...inner, named(data), ofId(data.id), ofPackage(data));
};

/** A partner's own number of an order, which no other order has. */
export const newPartnerOrderId = (): string => `explorer-${drawName()}`;
