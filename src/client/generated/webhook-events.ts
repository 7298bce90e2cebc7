// Made from schema/events.json by `npm run generate`.

/** What the data of every event has. */
export interface WebhookEventData {
  /** The event, such as `evt_01k…`: the same on every attempt and in every replay. */
  readonly id: string;
  /** Its place in the log of your organisation and mode: 1, 2, 3, … without a gap. */
  readonly sequence: number;
  /** The world that it belongs to. */
  readonly mode: 'sandbox' | 'live';
  /** When it happened. */
  readonly occurredAt: string;
  /** The order that it is about, where there is one. */
  readonly orderId: string | null;
  /** Your own id of that order. */
  readonly partnerOrderId: string | null;
}

/** A published catalogue version changes the net price of packages that you may sell. */
export interface CataloguePriceChangeEvent {
  readonly type: 'catalogue.price_change';
  /** When it happened: the same as `data.occurredAt`. */
  readonly timestamp: string;
  readonly data: WebhookEventData & {
    /** The catalogue version that brings the prices. */
    readonly version: string;
    /** When they take effect. */
    readonly effectiveAt: string;
    /** How many of your packages change their net price. */
    readonly packagesChanged: number;
    /** The first 100 of them by packageId; `catalogueChanges` gives them all with both prices. */
    readonly packageIds: ReadonlyArray<string>;
  };
}

/** A catalogue version was published. */
export interface CataloguePublishedEvent {
  readonly type: 'catalogue.published';
  /** When it happened: the same as `data.occurredAt`. */
  readonly timestamp: string;
  readonly data: WebhookEventData & {
    /** The catalogue version. */
    readonly version: string;
    /** When it takes effect. */
    readonly effectiveAt: string;
    /** How many of its packages you may sell. */
    readonly approvedPackages: number;
  };
}

/** The secret of a credential was seen where it must never be. */
export interface CredentialExposedEvent {
  readonly type: 'credential.exposed';
  /** When it happened: the same as `data.occurredAt`. */
  readonly timestamp: string;
  readonly data: WebhookEventData & {
    /** The credential, such as `crd_01k…`. */
    readonly credentialId: string;
    /** How it was noticed. */
    readonly kind: 'browser' | 'reported';
    /** Where its secret was seen. */
    readonly place: string;
  };
}

/** A credential was ended for good. */
export interface CredentialRevokedEvent {
  readonly type: 'credential.revoked';
  /** When it happened: the same as `data.occurredAt`. */
  readonly timestamp: string;
  readonly data: WebhookEventData & {
    /** The credential, such as `crd_01k…`. */
    readonly credentialId: string;
    /** Why, a value of `RevokeReason`. */
    readonly reason: string;
  };
}

/** A credential was replaced by a new one. */
export interface CredentialRotatedEvent {
  readonly type: 'credential.rotated';
  /** When it happened: the same as `data.occurredAt`. */
  readonly timestamp: string;
  readonly data: WebhookEventData & {
    /** The credential, such as `crd_01k…`. */
    readonly credentialId: string;
    /** The credential that replaces it. */
    readonly replacedBy: string;
    /** Until when the old one is accepted too. */
    readonly overlapEndsAt: string;
  };
}

/** The operator accepted a dispute, and the credit is in the wallet. */
export interface DisputeAcceptedEvent {
  readonly type: 'dispute.accepted';
  /** When it happened: the same as `data.occurredAt`. */
  readonly timestamp: string;
  readonly data: WebhookEventData & {
    /** The dispute, such as `dsp_01k…`. */
    readonly disputeId: string;
    /** The invoice whose lines are disputed. */
    readonly invoiceId: string;
    /** Where it stands now, a value of `DisputeStatus`. */
    readonly status: string;
    /** What the disputed lines come to. */
    readonly amount: {
      /** Exact decimal, such as `"4.50"`. */
      readonly amount: string;
      /** ISO 4217 code, such as `EUR`. */
      readonly currency: string;
    };
    /** What was credited to the wallet; null where nothing was. */
    readonly credit: {
      /** Exact decimal, such as `"4.50"`. */
      readonly amount: string;
      /** ISO 4217 code, such as `EUR`. */
      readonly currency: string;
    } | null;
    /** What the operator says. */
    readonly answer: string | null;
  };
}

/** Lines of an invoice were disputed. */
export interface DisputeOpenedEvent {
  readonly type: 'dispute.opened';
  /** When it happened: the same as `data.occurredAt`. */
  readonly timestamp: string;
  readonly data: WebhookEventData & {
    /** The dispute, such as `dsp_01k…`. */
    readonly disputeId: string;
    /** The invoice whose lines are disputed. */
    readonly invoiceId: string;
    /** Where it stands now, a value of `DisputeStatus`. */
    readonly status: string;
    /** What the disputed lines come to. */
    readonly amount: {
      /** Exact decimal, such as `"4.50"`. */
      readonly amount: string;
      /** ISO 4217 code, such as `EUR`. */
      readonly currency: string;
    };
    /** What was credited to the wallet; null where nothing was. */
    readonly credit: {
      /** Exact decimal, such as `"4.50"`. */
      readonly amount: string;
      /** ISO 4217 code, such as `EUR`. */
      readonly currency: string;
    } | null;
    /** What the operator says. */
    readonly answer: string | null;
  };
}

/** The operator rejected a dispute; `answer` says why. */
export interface DisputeRejectedEvent {
  readonly type: 'dispute.rejected';
  /** When it happened: the same as `data.occurredAt`. */
  readonly timestamp: string;
  readonly data: WebhookEventData & {
    /** The dispute, such as `dsp_01k…`. */
    readonly disputeId: string;
    /** The invoice whose lines are disputed. */
    readonly invoiceId: string;
    /** Where it stands now, a value of `DisputeStatus`. */
    readonly status: string;
    /** What the disputed lines come to. */
    readonly amount: {
      /** Exact decimal, such as `"4.50"`. */
      readonly amount: string;
      /** ISO 4217 code, such as `EUR`. */
      readonly currency: string;
    };
    /** What was credited to the wallet; null where nothing was. */
    readonly credit: {
      /** Exact decimal, such as `"4.50"`. */
      readonly amount: string;
      /** ISO 4217 code, such as `EUR`. */
      readonly currency: string;
    } | null;
    /** What the operator says. */
    readonly answer: string | null;
  };
}

/** A device fetched the eSIM. */
export interface EsimDownloadedEvent {
  readonly type: 'esim.downloaded';
  /** When it happened: the same as `data.occurredAt`. */
  readonly timestamp: string;
  readonly data: WebhookEventData & {
    /** The eSIM, by its ICCID of 19 or 20 digits. */
    readonly iccid: string;
    /** The package that it carries. */
    readonly packageId: string;
    /** Where the eSIM stands now, a value of `EsimStatus`. */
    readonly status: string;
    /** When its validity is over; null until it is installed. */
    readonly expiresAt: string | null;
  };
}

/** The validity of the eSIM is over. */
export interface EsimExpiredEvent {
  readonly type: 'esim.expired';
  /** When it happened: the same as `data.occurredAt`. */
  readonly timestamp: string;
  readonly data: WebhookEventData & {
    /** The eSIM, by its ICCID of 19 or 20 digits. */
    readonly iccid: string;
    /** The package that it carries. */
    readonly packageId: string;
    /** Where the eSIM stands now, a value of `EsimStatus`. */
    readonly status: string;
    /** When its validity is over; null until it is installed. */
    readonly expiresAt: string | null;
  };
}

/** The eSIM cannot be used any more. */
export interface EsimFailedEvent {
  readonly type: 'esim.failed';
  /** When it happened: the same as `data.occurredAt`. */
  readonly timestamp: string;
  readonly data: WebhookEventData & {
    /** The eSIM, by its ICCID of 19 or 20 digits. */
    readonly iccid: string;
    /** The package that it carries. */
    readonly packageId: string;
    /** Where the eSIM stands now, a value of `EsimStatus`. */
    readonly status: string;
    /** When its validity is over; null until it is installed. */
    readonly expiresAt: string | null;
  };
}

/** The eSIM was installed on a device: its validity has begun. */
export interface EsimInstalledEvent {
  readonly type: 'esim.installed';
  /** When it happened: the same as `data.occurredAt`. */
  readonly timestamp: string;
  readonly data: WebhookEventData & {
    /** The eSIM, by its ICCID of 19 or 20 digits. */
    readonly iccid: string;
    /** The package that it carries. */
    readonly packageId: string;
    /** Where the eSIM stands now, a value of `EsimStatus`. */
    readonly status: string;
    /** When its validity is over; null until it is installed. */
    readonly expiresAt: string | null;
  };
}

/** The invoice of a period was issued; a true-up was taken from the wallet. */
export interface InvoiceIssuedEvent {
  readonly type: 'invoice.issued';
  /** When it happened: the same as `data.occurredAt`. */
  readonly timestamp: string;
  readonly data: WebhookEventData & {
    /** The invoice, such as `inv_01k…`. */
    readonly invoiceId: string;
    /** Its number. */
    readonly number: string;
    /** Where it stands now, a value of `InvoiceStatus`. */
    readonly status: string;
    /** When its period begins. */
    readonly periodStart: string;
    /** The first moment after its period. */
    readonly periodEnd: string;
    /** What is to be paid: the true-up, for the orders were paid from the wallet. */
    readonly totalDue: {
      /** Exact decimal, such as `"4.50"`. */
      readonly amount: string;
      /** ISO 4217 code, such as `EUR`. */
      readonly currency: string;
    };
  };
}

/** An invoice was paid. */
export interface InvoicePaidEvent {
  readonly type: 'invoice.paid';
  /** When it happened: the same as `data.occurredAt`. */
  readonly timestamp: string;
  readonly data: WebhookEventData & {
    /** The invoice, such as `inv_01k…`. */
    readonly invoiceId: string;
    /** Its number. */
    readonly number: string;
    /** Where it stands now, a value of `InvoiceStatus`. */
    readonly status: string;
    /** When its period begins. */
    readonly periodStart: string;
    /** The first moment after its period. */
    readonly periodEnd: string;
    /** What is to be paid: the true-up, for the orders were paid from the wallet. */
    readonly totalDue: {
      /** Exact decimal, such as `"4.50"`. */
      readonly amount: string;
      /** ISO 4217 code, such as `EUR`. */
      readonly currency: string;
    };
  };
}

/** An invoice was made void; its true-up was given back, and its period is open again. */
export interface InvoiceVoidedEvent {
  readonly type: 'invoice.voided';
  /** When it happened: the same as `data.occurredAt`. */
  readonly timestamp: string;
  readonly data: WebhookEventData & {
    /** The invoice, such as `inv_01k…`. */
    readonly invoiceId: string;
    /** Its number. */
    readonly number: string;
    /** Where it stands now, a value of `InvoiceStatus`. */
    readonly status: string;
    /** When its period begins. */
    readonly periodStart: string;
    /** The first moment after its period. */
    readonly periodEnd: string;
    /** What is to be paid: the true-up, for the orders were paid from the wallet. */
    readonly totalDue: {
      /** Exact decimal, such as `"4.50"`. */
      readonly amount: string;
      /** ISO 4217 code, such as `EUR`. */
      readonly currency: string;
    };
  };
}

/** Live access was approved: live credentials can be issued. */
export interface LiveAccessApprovedEvent {
  readonly type: 'live_access.approved';
  /** When it happened: the same as `data.occurredAt`. */
  readonly timestamp: string;
  readonly data: WebhookEventData & {
    /** How live access stands, a value of `LiveAccessState`. */
    readonly state: 'APPROVED';
  };
}

/** Live access was refused or taken back. */
export interface LiveAccessRefusedEvent {
  readonly type: 'live_access.refused';
  /** When it happened: the same as `data.occurredAt`. */
  readonly timestamp: string;
  readonly data: WebhookEventData & {
    /** How live access stands, a value of `LiveAccessState`. */
    readonly state: 'REFUSED';
    /** What the operator says. */
    readonly reason: string;
  };
}

/** The eSIM can be installed; the net price was captured. */
export interface OrderEsimReadyEvent {
  readonly type: 'order.esim_ready';
  /** When it happened: the same as `data.occurredAt`. */
  readonly timestamp: string;
  readonly data: WebhookEventData & {
    /** The package that was bought. */
    readonly packageId: string;
    /** The catalogue version in which it was bought. */
    readonly catalogueVersion: string;
    /** Where the order stands now, a value of `OrderStatus`. */
    readonly status: string;
    /** Why it failed or waits, a value of `ReasonCode`. */
    readonly statusReason: string | null;
    /** The net price, as bought. */
    readonly netPrice: {
      /** Exact decimal, such as `"4.50"`. */
      readonly amount: string;
      /** ISO 4217 code, such as `EUR`. */
      readonly currency: string;
    };
    /** The eSIM, by its ICCID of 19 or 20 digits. */
    readonly iccid: string;
  };
}

/** No eSIM was prepared; the held price was released. */
export interface OrderFailedEvent {
  readonly type: 'order.failed';
  /** When it happened: the same as `data.occurredAt`. */
  readonly timestamp: string;
  readonly data: WebhookEventData & {
    /** The package that was bought. */
    readonly packageId: string;
    /** The catalogue version in which it was bought. */
    readonly catalogueVersion: string;
    /** Where the order stands now, a value of `OrderStatus`. */
    readonly status: string;
    /** Why it failed or waits, a value of `ReasonCode`. */
    readonly statusReason: string | null;
    /** The net price, as bought. */
    readonly netPrice: {
      /** Exact decimal, such as `"4.50"`. */
      readonly amount: string;
      /** ISO 4217 code, such as `EUR`. */
      readonly currency: string;
    };
  };
}

/** The eSIM was installed on a device. */
export interface OrderInstalledEvent {
  readonly type: 'order.installed';
  /** When it happened: the same as `data.occurredAt`. */
  readonly timestamp: string;
  readonly data: WebhookEventData & {
    /** The package that was bought. */
    readonly packageId: string;
    /** The catalogue version in which it was bought. */
    readonly catalogueVersion: string;
    /** Where the order stands now, a value of `OrderStatus`. */
    readonly status: string;
    /** Why it failed or waits, a value of `ReasonCode`. */
    readonly statusReason: string | null;
    /** The net price, as bought. */
    readonly netPrice: {
      /** Exact decimal, such as `"4.50"`. */
      readonly amount: string;
      /** ISO 4217 code, such as `EUR`. */
      readonly currency: string;
    };
  };
}

/** The outcome is not known yet: the price stays held until the operator settles it. */
export interface OrderManualReviewEvent {
  readonly type: 'order.manual_review';
  /** When it happened: the same as `data.occurredAt`. */
  readonly timestamp: string;
  readonly data: WebhookEventData & {
    /** The package that was bought. */
    readonly packageId: string;
    /** The catalogue version in which it was bought. */
    readonly catalogueVersion: string;
    /** Where the order stands now, a value of `OrderStatus`. */
    readonly status: string;
    /** Why it failed or waits, a value of `ReasonCode`. */
    readonly statusReason: string | null;
    /** The net price, as bought. */
    readonly netPrice: {
      /** Exact decimal, such as `"4.50"`. */
      readonly amount: string;
      /** ISO 4217 code, such as `EUR`. */
      readonly currency: string;
    };
  };
}

/** The carrier was asked to prepare the eSIM. */
export interface OrderProvisioningEvent {
  readonly type: 'order.provisioning';
  /** When it happened: the same as `data.occurredAt`. */
  readonly timestamp: string;
  readonly data: WebhookEventData & {
    /** The package that was bought. */
    readonly packageId: string;
    /** The catalogue version in which it was bought. */
    readonly catalogueVersion: string;
    /** Where the order stands now, a value of `OrderStatus`. */
    readonly status: string;
    /** Why it failed or waits, a value of `ReasonCode`. */
    readonly statusReason: string | null;
    /** The net price, as bought. */
    readonly netPrice: {
      /** Exact decimal, such as `"4.50"`. */
      readonly amount: string;
      /** ISO 4217 code, such as `EUR`. */
      readonly currency: string;
    };
  };
}

/** The net price was given back to the wallet. */
export interface OrderRefundedEvent {
  readonly type: 'order.refunded';
  /** When it happened: the same as `data.occurredAt`. */
  readonly timestamp: string;
  readonly data: WebhookEventData & {
    /** The package that was bought. */
    readonly packageId: string;
    /** The catalogue version in which it was bought. */
    readonly catalogueVersion: string;
    /** Where the order stands now, a value of `OrderStatus`. */
    readonly status: string;
    /** Why it failed or waits, a value of `ReasonCode`. */
    readonly statusReason: string | null;
    /** The net price, as bought. */
    readonly netPrice: {
      /** Exact decimal, such as `"4.50"`. */
      readonly amount: string;
      /** ISO 4217 code, such as `EUR`. */
      readonly currency: string;
    };
  };
}

/** An order was placed: its net price is held in the wallet. */
export interface OrderReservedEvent {
  readonly type: 'order.reserved';
  /** When it happened: the same as `data.occurredAt`. */
  readonly timestamp: string;
  readonly data: WebhookEventData & {
    /** The package that was bought. */
    readonly packageId: string;
    /** The catalogue version in which it was bought. */
    readonly catalogueVersion: string;
    /** Where the order stands now, a value of `OrderStatus`. */
    readonly status: string;
    /** Why it failed or waits, a value of `ReasonCode`. */
    readonly statusReason: string | null;
    /** The net price, as bought. */
    readonly netPrice: {
      /** Exact decimal, such as `"4.50"`. */
      readonly amount: string;
      /** ISO 4217 code, such as `EUR`. */
      readonly currency: string;
    };
  };
}

/** The operator approved a refund; no money has moved yet. */
export interface RefundApprovedEvent {
  readonly type: 'refund.approved';
  /** When it happened: the same as `data.occurredAt`. */
  readonly timestamp: string;
  readonly data: WebhookEventData & {
    /** The refund, such as `rfd_01k…`. */
    readonly refundId: string;
    /** Where it stands now, a value of `RefundStatus`. */
    readonly status: string;
    /** Why it was asked for, a value of `RefundReason`. */
    readonly reason: string;
    /** Why it was rejected. */
    readonly rejection: string | null;
    /** What is given back. */
    readonly amount: {
      /** Exact decimal, such as `"4.50"`. */
      readonly amount: string;
      /** ISO 4217 code, such as `EUR`. */
      readonly currency: string;
    };
  };
}

/** The net price was given back to the wallet. */
export interface RefundCompletedEvent {
  readonly type: 'refund.completed';
  /** When it happened: the same as `data.occurredAt`. */
  readonly timestamp: string;
  readonly data: WebhookEventData & {
    /** The refund, such as `rfd_01k…`. */
    readonly refundId: string;
    /** Where it stands now, a value of `RefundStatus`. */
    readonly status: string;
    /** Why it was asked for, a value of `RefundReason`. */
    readonly reason: string;
    /** Why it was rejected. */
    readonly rejection: string | null;
    /** What is given back. */
    readonly amount: {
      /** Exact decimal, such as `"4.50"`. */
      readonly amount: string;
      /** ISO 4217 code, such as `EUR`. */
      readonly currency: string;
    };
  };
}

/** The operator rejected a refund; `rejection` says why. */
export interface RefundRejectedEvent {
  readonly type: 'refund.rejected';
  /** When it happened: the same as `data.occurredAt`. */
  readonly timestamp: string;
  readonly data: WebhookEventData & {
    /** The refund, such as `rfd_01k…`. */
    readonly refundId: string;
    /** Where it stands now, a value of `RefundStatus`. */
    readonly status: string;
    /** Why it was asked for, a value of `RefundReason`. */
    readonly reason: string;
    /** Why it was rejected. */
    readonly rejection: string | null;
    /** What is given back. */
    readonly amount: {
      /** Exact decimal, such as `"4.50"`. */
      readonly amount: string;
      /** ISO 4217 code, such as `EUR`. */
      readonly currency: string;
    };
  };
}

/** A refund was asked for. */
export interface RefundRequestedEvent {
  readonly type: 'refund.requested';
  /** When it happened: the same as `data.occurredAt`. */
  readonly timestamp: string;
  readonly data: WebhookEventData & {
    /** The refund, such as `rfd_01k…`. */
    readonly refundId: string;
    /** Where it stands now, a value of `RefundStatus`. */
    readonly status: string;
    /** Why it was asked for, a value of `RefundReason`. */
    readonly reason: string;
    /** Why it was rejected. */
    readonly rejection: string | null;
    /** What is given back. */
    readonly amount: {
      /** Exact decimal, such as `"4.50"`. */
      readonly amount: string;
      /** ISO 4217 code, such as `EUR`. */
      readonly currency: string;
    };
  };
}

/** A test that was asked for, sent to one endpoint alone. */
export interface TestPingEvent {
  readonly type: 'test.ping';
  /** When it happened: the same as `data.occurredAt`. */
  readonly timestamp: string;
  readonly data: WebhookEventData & {
    /** The endpoint that was tested. */
    readonly endpointId: string;
  };
}

/** All data of the eSIM was used. Told once for each eSIM. */
export interface UsageExhaustedEvent {
  readonly type: 'usage.exhausted';
  /** When it happened: the same as `data.occurredAt`. */
  readonly timestamp: string;
  readonly data: WebhookEventData & {
    /** The eSIM, by its ICCID of 19 or 20 digits. */
    readonly iccid: string;
    /** Data that it carries, in megabytes (1 GB = 1024). */
    readonly dataMbTotal: number;
    /** Data used as of `observedAt`, in megabytes. */
    readonly dataMbUsed: number;
    /** When that was measured; the device may have used more since. */
    readonly observedAt: string;
  };
}

/** A part of the data that you chose to hear of was used. Told once for each eSIM and percentage. */
export interface UsageThresholdEvent {
  readonly type: 'usage.threshold';
  /** When it happened: the same as `data.occurredAt`. */
  readonly timestamp: string;
  readonly data: WebhookEventData & {
    /** The eSIM, by its ICCID of 19 or 20 digits. */
    readonly iccid: string;
    /** Data that it carries, in megabytes (1 GB = 1024). */
    readonly dataMbTotal: number;
    /** Data used as of `observedAt`, in megabytes. */
    readonly dataMbUsed: number;
    /** When that was measured; the device may have used more since. */
    readonly observedAt: string;
    /** The percentage that you set and that was reached, such as 80. */
    readonly thresholdPercent: number;
  };
}

/** The available balance fell below the threshold of its wallet. Told once until it was above it again. */
export interface WalletLowBalanceEvent {
  readonly type: 'wallet.low_balance';
  /** When it happened: the same as `data.occurredAt`. */
  readonly timestamp: string;
  readonly data: WebhookEventData & {
    /** The available balance; below zero where the credit line is used. */
    readonly available: {
      /** Exact decimal, such as `"4.50"`. */
      readonly amount: string;
      /** ISO 4217 code, such as `EUR`. */
      readonly currency: string;
    };
    /** The threshold that you set. */
    readonly threshold: {
      /** Exact decimal, such as `"4.50"`. */
      readonly amount: string;
      /** ISO 4217 code, such as `EUR`. */
      readonly currency: string;
    };
  };
}

/** A webhook endpoint gets nothing any more. Enable it again, then replay what it missed. */
export interface WebhookEndpointDisabledEvent {
  readonly type: 'webhook.endpoint_disabled';
  /** When it happened: the same as `data.occurredAt`. */
  readonly timestamp: string;
  readonly data: WebhookEventData & {
    /** The endpoint, such as `whe_01k…`. */
    readonly endpointId: string;
    /** Why, a value of `WebhookDisabledReason`: you asked for it, it answered 410, or all attempts of five days failed. */
    readonly reason: 'PARTNER' | 'GONE' | 'FAILING';
    /** Deliveries that waited and were ended as failed. */
    readonly deliveriesFailed: number;
  };
}

/** An event of a type that this version of the client knows. */
export type KnownWebhookEvent =
  | CataloguePriceChangeEvent
  | CataloguePublishedEvent
  | CredentialExposedEvent
  | CredentialRevokedEvent
  | CredentialRotatedEvent
  | DisputeAcceptedEvent
  | DisputeOpenedEvent
  | DisputeRejectedEvent
  | EsimDownloadedEvent
  | EsimExpiredEvent
  | EsimFailedEvent
  | EsimInstalledEvent
  | InvoiceIssuedEvent
  | InvoicePaidEvent
  | InvoiceVoidedEvent
  | LiveAccessApprovedEvent
  | LiveAccessRefusedEvent
  | OrderEsimReadyEvent
  | OrderFailedEvent
  | OrderInstalledEvent
  | OrderManualReviewEvent
  | OrderProvisioningEvent
  | OrderRefundedEvent
  | OrderReservedEvent
  | RefundApprovedEvent
  | RefundCompletedEvent
  | RefundRejectedEvent
  | RefundRequestedEvent
  | TestPingEvent
  | UsageExhaustedEvent
  | UsageThresholdEvent
  | WalletLowBalanceEvent
  | WebhookEndpointDisabledEvent;
