/** Where a request is never answered. */
export const HANGING = '/hanging';

/** Endpoints of one owner: as many as it may have. */
export const ENDPOINTS_OF_OWNER = 20;

/** Requests in flight to one endpoint, on both sides. */
export const LANES = 8;
