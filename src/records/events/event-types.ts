/** What an order's events say about it: public references and states, money with its currency, never activation material. */
export interface OrderEventData {
  readonly packageId: string;
  readonly catalogueVersion: string;
  readonly status: string;
  readonly statusReason: string | null;
  readonly netPrice: { readonly amount: string; readonly currency: string };
}

/** The closed table of what partners can hear about, each type with the shape of its data. */
export interface EventData {
  readonly 'order.reserved': OrderEventData;
  readonly 'order.provisioning': OrderEventData;
  readonly 'order.esim_ready': OrderEventData & { readonly iccid: string };
  readonly 'order.failed': OrderEventData;
  readonly 'order.manual_review': OrderEventData;
  readonly 'catalogue.published': { readonly version: string; readonly effectiveAt: string };
  readonly 'live_access.approved': { readonly state: 'approved' };
  readonly 'live_access.refused': { readonly state: 'refused'; readonly reason: string };
  readonly 'credential.rotated': {
    readonly credentialId: string;
    readonly replacedBy: string;
    readonly overlapEndsAt: string;
  };
  readonly 'credential.revoked': { readonly credentialId: string; readonly reason: string };
  readonly 'credential.exposed': {
    readonly credentialId: string;
    readonly kind: 'browser' | 'reported';
    readonly place: string;
  };
}

export type EventType = keyof EventData;

/** An event about to be written: its type, the order it is about where there is one, and its data. */
export type EventDraft = {
  readonly [Type in EventType]: {
    readonly type: Type;
    readonly orderId: string | null;
    readonly partnerOrderId: string | null;
    readonly data: EventData[Type];
  };
}[EventType];
