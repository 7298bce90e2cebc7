import type { InvoiceState } from '../../../src/domains/invoices/index.ts';
import type { EntryType } from '../../../src/domains/ledger/index.ts';
import type { OrderState } from '../../../src/domains/orders/index.ts';

/** What an order costs in each currency of which the organisation has a wallet, in minor units. */
export const PRICES = { USD: 400n, JPY: 600n, KWD: 1234n } as const;

export type WalletCurrency = keyof typeof PRICES;

export interface ModelEntry {
  readonly type: EntryType;
  readonly amountMinor: bigint;
  readonly availableAfterMinor: bigint;
  readonly reservedAfterMinor: bigint;
  /** Milliseconds. */
  readonly at: number;
}

export interface ModelWallet {
  readonly availableMinor: bigint;
  readonly reservedMinor: bigint;
  readonly creditLimitMinor: bigint;
  readonly lowBalanceMinor: bigint | null;
  readonly isLow: boolean;
  /** How often it was told that it is low. */
  readonly toldLow: number;
  readonly monthlyMinimumMinor: bigint;
  readonly grossProfitBasisPoints: bigint;
  /** The first is number 1 of the chain. */
  readonly entries: readonly ModelEntry[];
}

export interface ModelOrder {
  /** The partner's own id, and the key. */
  readonly name: string;
  readonly currency: WalletCurrency;
  readonly status: OrderState;
  readonly isEndAsked: boolean;
  readonly refund: 'requested' | 'approved' | 'completed' | null;
  /** Milliseconds. */
  readonly placedAt: number;
}

export interface ModelInvoice {
  /** Its currency, and the how manieth of that it is. */
  readonly id: string;
  readonly currency: WalletCurrency;
  /** Months since the beginning of the year 0. */
  readonly month: number;
  readonly status: InvoiceState;
  readonly first: number;
  readonly last: number | null;
  readonly number: number | null;
  readonly grossProfitMinor: bigint | null;
  readonly trueUpMinor: bigint;
}

/** All that is known of one organisation's money. Never changed: a step gives another one. */
export interface Model {
  readonly now: number;
  readonly wallets: Readonly<Record<WalletCurrency, ModelWallet>>;
  readonly orders: readonly ModelOrder[];
  readonly invoices: readonly ModelInvoice[];
  readonly lastNumber: number;
  readonly references: readonly string[];
}

const MONTHS = 12;

/** Which month a moment is in, in UTC. */
const monthAt = (now: number): number => {
  const date = new Date(now);
  return date.getUTCFullYear() * MONTHS + date.getUTCMonth();
};

/** The first moment of a month, in UTC. */
export const startOf = (month: number): number => Date.UTC(Math.floor(month / MONTHS), month % MONTHS);

const EMPTY: ModelWallet = {
  availableMinor: 0n,
  reservedMinor: 0n,
  creditLimitMinor: 0n,
  lowBalanceMinor: null,
  isLow: false,
  toldLow: 0,
  monthlyMinimumMinor: 0n,
  grossProfitBasisPoints: 10_000n,
  entries: [],
};

const OPEN = { status: 'draft', last: null, number: null, grossProfitMinor: null, trueUpMinor: 0n } as const;

/** An organisation whose wallets were opened at a moment, empty. */
export const beginning = (now: number): Model => ({
  now,
  wallets: { USD: EMPTY, JPY: EMPTY, KWD: EMPTY },
  orders: [],
  invoices: (['USD', 'JPY', 'KWD'] as const).map((currency) => ({
    ...OPEN,
    id: `${currency} 0`,
    currency,
    month: monthAt(now),
    first: 1,
  })),
  lastNumber: 0,
  references: [],
});

export const changeWallet = (model: Model, currency: WalletCurrency, change: Partial<ModelWallet>): Model => ({
  ...model,
  wallets: { ...model.wallets, [currency]: { ...model.wallets[currency], ...change } },
});

/** A wallet told that it is low, where it has become so. */
export const noteLow = (wallet: ModelWallet): ModelWallet => {
  const isLow = wallet.lowBalanceMinor !== null && wallet.availableMinor < wallet.lowBalanceMinor;
  return { ...wallet, isLow, toldLow: wallet.toldLow + (isLow && !wallet.isLow ? 1 : 0) };
};

/** What each type of entry does with its amount. */
const MOVES: Readonly<Record<EntryType, readonly [available: bigint, reserved: bigint]>> = {
  reserve: [-1n, 1n],
  capture: [0n, -1n],
  release: [1n, -1n],
  credit: [1n, 0n],
  refund: [1n, 0n],
  monthly_minimum_true_up: [-1n, 0n],
};

/** The model with one more entry. */
export const post = (model: Model, currency: WalletCurrency, type: EntryType, amountMinor: bigint): Model => {
  const wallet = model.wallets[currency];
  const [available, reserved] = MOVES[type];
  const availableMinor = wallet.availableMinor + available * amountMinor;
  const reservedMinor = wallet.reservedMinor + reserved * amountMinor;
  const after = { availableAfterMinor: availableMinor, reservedAfterMinor: reservedMinor };
  const entries = [...wallet.entries, { type, amountMinor, ...after, at: model.now }];
  return changeWallet(model, currency, noteLow({ ...wallet, availableMinor, reservedMinor, entries }));
};

export const changeOrder = (model: Model, name: string, change: Partial<ModelOrder>): Model => ({
  ...model,
  orders: model.orders.map((order) => (order.name === name ? { ...order, ...change } : order)),
});

const SIGNS: Readonly<Partial<Record<EntryType, bigint>>> = { capture: 1n, refund: -1n };

/** The gross profit of a part of a wallet's entries, each rounded half up; never below zero. */
const grossProfitOf = (wallet: ModelWallet, first: number, last: number): bigint => {
  const sum = wallet.entries.slice(first - 1, last).reduce((profit, { type, amountMinor }) => {
    const counted = (amountMinor * wallet.grossProfitBasisPoints + 5_000n) / 10_000n;
    return profit + (SIGNS[type] ?? 0n) * counted;
  }, 0n);
  return sum > 0n ? sum : 0n;
};

type NewInvoice = Omit<ModelInvoice, 'id'>;

/** The model with another invoice in the place of one, and perhaps one more. */
const replace = (model: Model, at: number, invoice: ModelInvoice, added?: NewInvoice): Model => {
  const invoices = model.invoices.with(at, invoice);
  const count = invoices.filter(({ currency }) => currency === invoice.currency).length;
  return { ...model, invoices: added ? [...invoices, { ...added, id: `${added.currency} ${count}` }] : invoices };
};

/** Issues a draft, or passes over an empty month. */
export const issue = (model: Model, at: number, isEarly: boolean): readonly [Model, string] => {
  const draft = model.invoices[at];
  if (draft?.status !== 'draft') return [model, 'INVOICE_ISSUED'];
  const { currency, month, first } = draft;
  const end = startOf(month + 1);
  if (!isEarly && end > model.now) return [model, 'INVOICE_PERIOD_OPEN'];
  const wallet = model.wallets[currency];
  const booked = isEarly ? wallet.entries.length : wallet.entries.filter((entry) => entry.at < end).length;
  const last = draft.last ?? Math.max(booked, first - 1);
  const billed = wallet.entries.slice(first - 1, last).some(({ type }) => type === 'capture' || type === 'refund');
  if (!billed && draft.last === null && wallet.monthlyMinimumMinor === 0n) {
    return [replace(model, at, { ...draft, month: month + 1 }), 'skipped'];
  }
  const grossProfitMinor = grossProfitOf(wallet, first, last);
  const missing = wallet.monthlyMinimumMinor - grossProfitMinor;
  const trueUpMinor = missing > 0n ? missing : 0n;
  const number = model.lastNumber + 1;
  const issued: ModelInvoice = { ...draft, status: 'issued', last, number, grossProfitMinor, trueUpMinor };
  const next: NewInvoice = { ...OPEN, currency, month: month + 1, first: last + 1 };
  const after = replace({ ...model, lastNumber: number }, at, issued, draft.last === null ? next : undefined);
  const said = `number ${number}, due ${trueUpMinor}`;
  return [trueUpMinor > 0n ? post(after, currency, 'monthly_minimum_true_up', trueUpMinor) : after, said];
};

const NOT_ISSUED: Readonly<Partial<Record<InvoiceState, string>>> = {
  draft: 'INVOICE_NOT_ISSUED',
  paid: 'INVOICE_PAID',
  void: 'INVOICE_VOID',
};

/** Pays an issued invoice: by transfer under a reference, or without one by the wallet. */
export const pay = (model: Model, at: number, reference: string | null): readonly [Model, string] => {
  const invoice = model.invoices[at];
  if (!invoice) throw new Error('no such invoice');
  const code = NOT_ISSUED[invoice.status];
  if (code) return [model, code];
  const paid = replace(model, at, { ...invoice, status: 'paid' });
  if (reference === null) {
    return model.wallets[invoice.currency].availableMinor < 0n ? [model, 'INVOICE_NOT_COVERED'] : [paid, 'paid'];
  }
  if (invoice.trueUpMinor === 0n) return [model, 'NOTHING_DUE'];
  if (model.references.includes(reference)) return [model, 'PAYMENT_REFERENCE_TAKEN'];
  const noted = { ...paid, references: [...model.references, reference] };
  return [post(noted, invoice.currency, 'credit', invoice.trueUpMinor), 'paid'];
};

/** Makes an issued invoice void: its true-up comes back, and its entries are a draft's again. */
export const makeVoid = (model: Model, at: number): readonly [Model, string] => {
  const invoice = model.invoices[at];
  if (!invoice) throw new Error('no such invoice');
  const code = NOT_ISSUED[invoice.status];
  if (code) return [model, code];
  const { currency, month, first, last, trueUpMinor } = invoice;
  const after = replace(model, at, { ...invoice, status: 'void' }, { ...OPEN, currency, month, first, last });
  return [trueUpMinor > 0n ? post(after, currency, 'credit', trueUpMinor) : after, 'void'];
};
