import { newPartnerOrderId } from '../known.ts';
import { type Step, UNKNOWN } from './step.ts';

export const CATALOGUE_STEPS: readonly Step[] = [
  {
    title: 'Who am I?',
    look: 'Each field in the docs names the scope that it requires; `scopes` are those of this credential.',
    document: `query WhoAmI {
  viewer {
    organisationName
    organisationState
    mode
    credentialName
    scopes
    currency
    expiresAt
    now
    idempotencyRetentionDays
  }
}
`,
    variables: () => ({}),
  },
  {
    title: 'Browse packages',
    look: 'You see what your organisation may sell, at your own net price; the version is what an order is checked against.',
    document: `query BrowsePackages($filter: PackageFilter, $first: Int) {
  catalogue {
    version
    packageCount
    next {
      version
      effectiveAt
    }
  }
  packages(filter: $filter, first: $first) {
    nodes {
      packageId
      displayName
      coverageName
      validityDays
      dataLabel
      netPrice {
        amount
        currency
      }
      policyNotes
      catalogueVersion
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
`,
    variables: () => ({ filter: { coverageType: 'COUNTRY' }, first: 5 }),
  },
  {
    title: 'Ask for a quote',
    look: 'It checks all that an order would be checked for, and `refusal` says what would be in its way; nothing is ordered.',
    document: `query AskForQuote($input: QuoteInput!) {
  quote(input: $input) {
    package {
      packageId
      displayName
    }
    netPrice {
      amount
      currency
    }
    availableAfter {
      amount
      currency
    }
    refusal {
      code
      message
      next
      shortfall {
        amount
        currency
      }
    }
  }
}
`,
    variables: ({ packageId = UNKNOWN.packageId, catalogueVersion, netPrice }) => ({
      input: { packageId, catalogueVersion, expectedNetPrice: netPrice, partnerOrderId: newPartnerOrderId() },
    }),
  },
  {
    title: 'Look into the wallet',
    look: '`available` pays for new orders, `reserved` is held for those that are not settled yet.',
    document: `query LookIntoWallet {
  wallet {
    currency
    available {
      amount
      currency
    }
    reserved {
      amount
      currency
    }
    creditLine {
      amount
      currency
    }
    coversOrders
    isLow
    asOf
  }
}
`,
    variables: () => ({}),
  },
];
