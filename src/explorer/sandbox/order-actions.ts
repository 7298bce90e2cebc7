import { type Action, type ActionField, given } from './action.ts';

const ICCID: ActionField = { name: 'iccid', label: 'ICCID', kind: 'text', initial: ({ iccid = '' }) => iccid };

export const ESIM_ACTIONS: readonly Action[] = [
  {
    title: 'Take an eSIM on',
    say: 'Does what a device or the carrier does, and takes the order with it.',
    button: 'Take it there',
    document: `mutation AdvanceEsim($iccid: ID!, $to: SandboxEsimStep!) {
  sandboxAdvanceEsim(iccid: $iccid, to: $to) {
    iccid
    status
    downloadedAt
    installedAt
    expiresAt
  }
}
`,
    fields: [
      ICCID,
      { name: 'to', label: 'To', kind: ['DOWNLOADED', 'INSTALLED', 'EXPIRED', 'FAILED'], initial: () => 'INSTALLED' },
    ],
    variables: ({ iccid, to }) => ({ iccid, to }),
  },
  {
    title: 'Report usage',
    say: 'Has the carrier report all that was used so far.',
    button: 'Report',
    document: `mutation ReportUsage($iccid: ID!, $dataMbUsed: Int!) {
  sandboxReportUsage(iccid: $iccid, dataMbUsed: $dataMbUsed) {
    iccid
    usage {
      status
      dataMbUsed
      dataMbTotal
      observedAt
    }
  }
}
`,
    fields: [ICCID, { name: 'dataMbUsed', label: 'Megabytes used', kind: 'number', initial: () => '500' }],
    variables: ({ iccid, dataMbUsed }) => ({ iccid, dataMbUsed: Number(dataMbUsed) }),
  },
];

export const ORDER_ACTIONS: readonly Action[] = [
  {
    title: 'Settle an order',
    say: 'Ends an order in MANUAL_REVIEW, as the operator does.',
    button: 'Settle',
    document: `mutation SettleOrder($id: ID!, $outcome: SandboxOutcome!) {
  sandboxSettleOrder(id: $id, outcome: $outcome) {
    id
    status
    statusReason
  }
}
`,
    fields: [
      { name: 'id', label: 'Order', kind: 'text', initial: ({ orderId = '' }) => orderId },
      { name: 'outcome', label: 'Outcome', kind: ['READY', 'FAILED'], initial: () => 'READY' },
    ],
    variables: ({ id, outcome }) => ({ id, outcome }),
  },
  {
    title: 'Fund the wallet',
    say: 'Books a payment; each one anew.',
    button: 'Fund',
    document: `mutation FundWallet($amount: Decimal!, $currency: String) {
  sandboxFundWallet(amount: $amount, currency: $currency) {
    currency
    available {
      amount
      currency
    }
  }
}
`,
    fields: [
      { name: 'amount', label: 'Amount', kind: 'text', initial: () => '100' },
      { name: 'currency', label: 'Currency', kind: 'text', initial: () => '', hint: "the organisation's" },
    ],
    variables: ({ amount, currency }) => ({ amount, currency: given(currency) }),
  },
];
