// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { Delivery } from './delivery.js';

/** What was to leave the house, the newest first, a page of it */
export interface Deliveries {
  readonly deliveries: readonly Delivery[];
  /** what the next page is asked for with; null at the end */
  readonly next: string | null;
}
