import { newPartnerOrderId } from '../known.ts';
import { type Step, UNKNOWN } from './step.ts';

export const ORDER_STEPS: readonly Step[] = [
  {
    title: 'Create an order',
    look: 'Run it twice: the second answer says `replayed: true`, and nothing is charged again.',
    document: `mutation CreateOrder($input: CreateOrderInput!, $key: String!) {
  createOrder(input: $input) @idempotent(key: $key) {
    replayed
    order {
      id
      partnerOrderId
      status
      expectedReadyBy
    }
  }
}
`,
    variables: ({ packageId = UNKNOWN.packageId, catalogueVersion, netPrice }) => {
      const partnerOrderId = newPartnerOrderId();
      return {
        input: { packageId, catalogueVersion, expectedNetPrice: netPrice, partnerOrderId },
        key: partnerOrderId,
      };
    },
  },
  {
    title: 'Follow the order',
    look: 'Run it until `status` is ESIM_READY: RESERVED and PROVISIONING are no failures, and `expectedReadyBy` says how long to wait.',
    document: `query FollowOrder($by: OrderBy!) {
  order(by: $by) {
    id
    partnerOrderId
    status
    statusReason
    nextAction
    expectedReadyBy
    netPrice {
      amount
      currency
    }
    timeline {
      type
      occurredAt
    }
    esim {
      iccid
      status
      activationAvailable
    }
  }
}
`,
    variables: ({ partnerOrderId = UNKNOWN.partnerOrderId }) => ({ by: { partnerOrderId } }),
  },
  {
    title: 'Read what installs the eSIM',
    look: 'All of `activation` is a secret of the one customer; each reading is recorded, and no list shows it.',
    document: `query ReadActivation($iccid: ID!) {
  esim(iccid: $iccid) {
    iccid
    status
    activation {
      lpaCode
      smdpAddress
      matchingId
      appleInstallUrl
      androidInstallUrl
    }
  }
}
`,
    variables: ({ iccid = UNKNOWN.iccid }) => ({ iccid }),
  },
];
