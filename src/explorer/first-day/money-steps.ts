import { type Step, UNKNOWN } from './step.ts';

export const ESIM_STEPS: readonly Step[] = [
  {
    title: 'Play the device',
    look: 'In the sandbox you take the eSIM along its life: it is installed, and a part of its data is used.',
    document: `mutation PlayTheDevice($iccid: ID!, $dataMbUsed: Int!) {
  sandboxAdvanceEsim(iccid: $iccid, to: INSTALLED) {
    status
    installedAt
    expiresAt
  }
  sandboxReportUsage(iccid: $iccid, dataMbUsed: $dataMbUsed) {
    usage {
      status
      dataMbUsed
      dataMbTotal
    }
  }
}
`,
    variables: ({ iccid = UNKNOWN.iccid }) => ({ iccid, dataMbUsed: 900 }),
  },
  {
    title: 'See the usage',
    look: 'Usage trails the device: read `status` together with `observedAt` and `isStale`.',
    document: `query SeeUsage($iccid: ID!) {
  esim(iccid: $iccid) {
    iccid
    status
    usage {
      status
      dataMbUsed
      dataMbRemaining
      usagePercent
      observedAt
      isStale
      nextReportExpectedAt
    }
    history {
      type
      occurredAt
    }
  }
}
`,
    variables: ({ iccid = UNKNOWN.iccid }) => ({ iccid }),
  },
];

export const MONEY_STEPS: readonly Step[] = [
  {
    title: 'Read the ledger',
    look: 'RESERVE held the price and CAPTURE took it: every movement says the balances after it.',
    document: `query ReadLedger($filter: LedgerFilter, $first: Int) {
  ledgerEntries(filter: $filter, first: $first) {
    nodes {
      type
      amount {
        amount
        currency
      }
      orderId
      description
      availableAfter {
        amount
        currency
      }
      reservedAfter {
        amount
        currency
      }
      createdAt
    }
  }
}
`,
    variables: () => ({ first: 10 }),
  },
  {
    title: 'Read the invoices',
    look: 'The month is a draft until it is over; the orders are paid from the wallet, so `totalDue` is the true-up alone.',
    document: `query ReadInvoices($first: Int) {
  invoices(first: $first) {
    nodes {
      id
      number
      month
      status
      lineCount
      ordersTotal {
        amount
        currency
      }
      totalDue {
        amount
        currency
      }
      lines(first: 5) {
        nodes {
          type
          amount {
            amount
            currency
          }
          partnerOrderId
        }
      }
    }
  }
}
`,
    variables: () => ({ first: 1 }),
  },
  {
    title: 'What is left before live?',
    look: '`checks` are what your sandbox traffic has shown so far; `say` tells how each of the others is shown.',
    document: `query LeftBeforeLive {
  launchReadiness {
    isComplete
    checks {
      check
      state
      say
      seenAt
    }
    approvals {
      kind
      approved
    }
    liveAccess {
      state
    }
  }
}
`,
    variables: () => ({}),
  },
];
